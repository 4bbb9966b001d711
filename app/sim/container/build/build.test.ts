import { describe, expect, it } from "vitest";
import { happenings } from "../../core/happenings";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { buildOf, built, contextOf, ended, statesOf } from "../../testing/builds";
import { passTime, testStore } from "../../testing/store";
import { pruneImages } from "../images/remove";
import { imageBytes, imageNamed, imagesBytes } from "../images/store";
import { type Image, images } from "../tables";
import { pruneBuildCache } from "./finish";
import type { Picture } from "./picture";
import { pictureOf } from "./stage-state";
import { cachedSteps } from "./tables";

const NODE_APP = [
  "FROM node:alpine",
  "WORKDIR /app",
  "COPY package*.json ./",
  "RUN npm ci",
  "COPY . .",
  'CMD ["node", "server.js"]',
];
const FILES = {
  "package.json": '{"dependencies":{"express":"5","pg":"8"}}',
  "package-lock.json": "{}",
  "server.js": "listen(3000)",
};

function filesIn(world: World, image: Image): Picture {
  return pictureOf(world, image);
}

describe("builds", () => {
  it("D7: an image comes of a Dockerfile, with its files, settings and history", () => {
    const { world, engine } = testStore();
    const image = built(world, engine, NODE_APP, { context: contextOf(FILES), tag: "shop:1" });
    const base = imageNamed(world, engine, "node:alpine");
    expect(image.references).toEqual(["shop:1"]);
    expect(image.layers.slice(0, 2)).toEqual(base?.layers);
    expect(image.layers).toHaveLength(6);
    expect(image.config).toEqual({ ...base?.config, workdir: "/app", cmd: ["node", "server.js"] });
    const files = filesIn(world, image);
    expect(files.get("/app/server.js")?.content).toBe("listen(3000)");
    expect(files.get("/app/node_modules/express")?.size).toBe(9_000_000);
    expect(image.history.slice(-5).map(({ createdBy, emptyLayer }) => [createdBy, emptyLayer])).toEqual([
      ["WORKDIR /app", false],
      ["COPY package*.json ./ # buildkit", false],
      ["RUN /bin/sh -c npm ci # buildkit", false],
      ["COPY . . # buildkit", false],
      ['CMD ["node","server.js"]', true],
    ]);
    expect(imageBytes(world, image) - imageBytes(world, base ?? image)).toBe(18_000_000 + 2 * (41 + 2) + 12);
  });

  it("D7: the base image is pulled first; phases and steps are on record", () => {
    const { world, engine } = testStore();
    const { build, steps } = ended(world, engine, buildOf(NODE_APP, { context: contextOf(FILES) }));
    expect(build).toMatchObject({ state: "complete", layer: "box/engine/build", spec: null, plan: null });
    expect(steps.map(({ label, instruction, line }) => [label, instruction, line])).toEqual([
      ["[1/5]", "FROM node:alpine", 1],
      ["[2/5]", "WORKDIR /app", 2],
      ["[3/5]", "COPY package*.json ./", 3],
      ["[4/5]", "RUN npm ci", 4],
      ["[5/5]", "COPY . .", 5],
      ["", 'CMD ["node","server.js"]', 6],
    ]);
    expect(world.find(phases, "layer", build.layer).map(({ name }) => name)).toEqual([
      "load build definition",
      "load build context",
      "[2/5] WORKDIR /app",
      "[3/5] COPY package*.json ./",
      "[4/5] RUN npm ci",
      "[5/5] COPY . .",
      "exporting to image",
    ]);
    const [, , , run] = steps;
    expect(run?.ms).toBeGreaterThan(2_400);
    expect(run?.output).toEqual(["added 2 packages"]);
    expect(world.find(happenings, "layer", "box/engine").map(({ what }) => what)).toEqual([
      "pulling",
      "pulled",
      "built",
    ]);
    expect(world.find(happenings, "layer", "test")).toHaveLength(1);
  });

  it("D8: the same Dockerfile and context give the same image, in any world, at any time", () => {
    const one = testStore();
    const two = testStore({ network: 100 });
    passTime(two.world, 5_000);
    const [a, b] = [one, two].map(({ world, engine }) =>
      built(world, engine, NODE_APP, { context: contextOf(FILES) }),
    );
    expect(a?.digest).toBe(b?.digest);
    expect(a?.createdAt).not.toBe(b?.createdAt);
    const again = built(one.world, one.engine, NODE_APP, {
      context: contextOf(FILES),
      noCache: true,
      tag: "again",
    });
    expect(again).toMatchObject({ id: a?.id, references: ["app:latest", "again:latest"] });
  });

  it("D9: an unchanged step on an unchanged parent is cached, and a whole build in no time", () => {
    const { world, engine } = testStore();
    built(world, engine, NODE_APP, { context: contextOf(FILES) });
    const { build, steps } = ended(world, engine, buildOf(NODE_APP, { context: contextOf(FILES) }));
    expect(statesOf(steps)).toEqual(Array(5).fill("cached"));
    expect((build.endedAt ?? 0) - build.startedAt).toBeLessThan(200);
    const fresh = ended(world, engine, buildOf(NODE_APP, { context: contextOf(FILES), noCache: true }));
    expect(statesOf(fresh.steps)).toEqual(["cached", "done", "done", "done", "done"]);
  });

  it("D9: what changes rarely belongs first: a changed file invalidates from the step that copies it", () => {
    const changed = contextOf({ ...FILES, "server.js": "listen(8080)" });
    const careless = ["FROM node:alpine", "WORKDIR /app", "COPY . .", "RUN npm ci"];
    const rebuild = (lines: string[]) => {
      const { world, engine } = testStore();
      built(world, engine, lines, { context: contextOf(FILES) });
      const { build, steps } = ended(world, engine, buildOf(lines, { context: changed }));
      return { states: statesOf(steps), ms: (build.endedAt ?? 0) - build.startedAt };
    };
    const good_ = rebuild(NODE_APP);
    const bad = rebuild(careless);
    expect(good_.states).toEqual(["cached", "cached", "cached", "cached", "done"]);
    expect(bad.states).toEqual(["cached", "cached", "done", "done"]);
    expect(bad.ms).toBeGreaterThan(good_.ms + 2_400);
  });

  it("D9: a changed instruction, environment or build argument invalidates; settings that files don't depend on do not", () => {
    const { world, engine } = testStore();
    const lines = (...more: string[]) => ["FROM alpine", ...more, "RUN mkdir /x"];
    const states = (more: string[], args = {}) =>
      statesOf(ended(world, engine, buildOf(lines(...more), { args })).steps).slice(1);
    expect(states(["LABEL a=1"])).toEqual(["done"]);
    expect(states(["LABEL a=2"])).toEqual(["cached"]);
    expect(states(["ENV A=1"])).toEqual(["done"]);
    expect(states(["ARG V=1"])).toEqual(["done"]);
    expect(states(["ARG V=1"], { V: "2" })).toEqual(["done"]);
    expect(states(["ARG V=1"], { V: "1" })).toEqual(["cached"]);
    expect(states(["USER nobody"])).toEqual(["done"]);
    expect(states(["RUN mkdir /y"])).toEqual(["done", "done"]);
  });

  it("D10: a rebuilt tag leaves the old image dangling; the cache keeps its layers until it is pruned", () => {
    const { world, engine } = testStore();
    const dockerfile = ["FROM alpine", "COPY a /a"];
    const old = built(world, engine, dockerfile, { context: contextOf({ a: "1" }) });
    built(world, engine, dockerfile, { context: contextOf({ a: "22" }) });
    expect(world.must(images, old.id).references).toEqual([]);
    const before = imagesBytes(world, engine);
    expect(pruneImages(world, engine, false)).toMatchObject({ deleted: [old.digest], reclaimedBytes: 0 });
    expect(pruneBuildCache(world, engine)).toBe(1);
    expect(imagesBytes(world, engine)).toBe(before - 1);
    expect(world.count(cachedSteps)).toBe(0);
  });

  it("D11: several stages: only what is copied reaches the image", () => {
    const { world, engine } = testStore();
    const lines = [
      "FROM golang:alpine AS build",
      "WORKDIR /src",
      "COPY main.go .",
      "RUN go build -o /out/server .",
      "FROM node AS unused",
      "RUN npm ci",
      "FROM scratch",
      "COPY --from=build /out/server /server",
      'ENTRYPOINT ["/server"]',
    ];
    const image = built(world, engine, lines, { context: contextOf({ "main.go": "package main" }) });
    expect(image.layers).toHaveLength(1);
    expect([...filesIn(world, image).keys()]).toEqual(["/server"]);
    expect(filesIn(world, image).get("/server")).toMatchObject({
      exec: "daemon",
      size: 7_500_000,
      mode: 0o755,
    });
    expect(imageBytes(world, image)).toBe(7_500_000);
    expect(image.steps.map(({ label }) => label).filter((label) => label !== "")).toEqual([
      "[build 1/4]",
      "[build 2/4]",
      "[build 3/4]",
      "[build 4/4]",
      "[stage-2 1/2]",
      "[stage-2 2/2]",
    ]);
    expect(imageNamed(world, engine, "node")).toBeUndefined();
    const target = built(world, engine, lines, {
      target: "build",
      tag: "builder",
      context: contextOf({ "main.go": "package main" }),
    });
    expect(filesIn(world, target).has("/src/main.go")).toBe(true);
    expect(statesOf(target.steps)).toEqual(["cached", "cached", "cached", "cached"]);
  });

  it("D11: a stage can stand on another, and files can come from an image that is no stage", () => {
    const { world, engine } = testStore();
    const image = built(world, engine, [
      "ARG BASE=alpine",
      "FROM $BASE AS one",
      "RUN echo one > /one",
      "FROM one",
      "COPY --from=nginx:alpine /etc/nginx/nginx.conf /conf/",
    ]);
    expect(filesIn(world, image).get("/one")?.content).toBe("one\n");
    expect(filesIn(world, image).get("/conf/nginx.conf")?.content).toContain("worker_processes");
  });
});
