import { describe, expect, it } from "vitest";
import { call } from "../../core/events";
import { happenings } from "../../core/happenings";
import { phases, works } from "../../core/work";
import type { World } from "../../core/world";
import { buildOf, built, contextOf, ended, statesOf } from "../../testing/builds";
import { good, passTime, pulled, testStore, told } from "../../testing/store";
import { cancelPulls } from "../images/pull";
import { pruneImages, removeImage } from "../images/remove";
import { imageBytes, imageNamed, imagesBytes } from "../images/store";
import { type Image, images } from "../tables";
import { buildImage } from "./build";
import { pruneBuildCache } from "./finish";
import type { Picture } from "./picture";
import { pictureOf } from "./stage-state";
import { builds, cachedSteps } from "./tables";

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

  it("D12: a step that fails ends the build with its line; the steps before it are kept", () => {
    const { world, engine } = testStore();
    const lines = ["FROM alpine", "RUN mkdir /x", "RUN false", "RUN mkdir /y"];
    const { build, steps } = ended(world, engine, buildOf(lines));
    expect(build).toMatchObject({
      state: "failed",
      error: 'failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1',
      errorLine: 3,
      image: null,
    });
    expect(statesOf(steps)).toEqual(["cached", "done", "failed"]);
    expect(imageNamed(world, engine, "app")).toBeUndefined();
    expect(statesOf(ended(world, engine, buildOf(lines)).steps)).toEqual(["cached", "cached", "failed"]);
  });

  it("D12: a source that is not in the context fails in the builder's words", () => {
    const { world, engine } = testStore();
    const error = (...lines: string[]) =>
      ended(
        world,
        engine,
        buildOf(["FROM alpine", ...lines], { context: contextOf({ a: "1", b: "2", ".dockerignore": "b" }) }),
      ).build.error;
    const missing = (path: string) =>
      `failed to solve: failed to compute cache key: failed to calculate checksum of ref: "/${path}": not found`;
    expect(error("COPY nosuch /")).toBe(missing("nosuch"));
    expect(error("COPY b /")).toBe(missing("b"));
    expect(error("COPY ../../etc/passwd /")).toBe(missing("etc/passwd"));
    expect(error("COPY a a /x")).toContain("must be a directory and end with a /");
  });

  it("D12: what can be seen before it begins is refused, and nothing begins", () => {
    const { world, engine } = testStore();
    const refused = (lines: string[], spec = {}) => {
      const result = buildImage(world, engine, buildOf(lines, spec), null);
      return result.ok ? "" : result.refusal.code;
    };
    expect(refused(["FORM alpine"])).toBe("dockerfile-error");
    expect(refused(["FROM nosuch/app"])).toBe("pull-denied");
    expect(refused(["FROM alpine:x"])).toBe("manifest-unknown");
    expect(refused(["FROM alpine", "COPY --from=nosuch/app a b"])).toBe("pull-denied");
    expect(refused(["FROM alpine"], { target: "x" })).toBe("no-stage");
    expect(refused(["FROM alpine"], { tag: "BAD" })).toBe("invalid-reference");
    expect(world.count(builds) + world.count(works)).toBe(0);
  });

  it("D13: a build whose disk fills up, or whose base cannot be pulled any more, fails and says why", () => {
    const small = testStore({ diskBytes: 9_000_000 });
    const { build } = ended(
      small.world,
      small.engine,
      buildOf(["FROM alpine", "COPY big /"], { context: [{ path: "big", size: 5_000_000 }] }),
    );
    expect(build.error).toMatch(/^failed to solve: .*no space left on device/);
    const { build: other } = ended(small.world, small.engine, buildOf(["FROM node"]));
    expect(other).toMatchObject({ state: "failed" });
    expect(other.error).toContain("no space left on device");
  });

  it("D13: a daemon that is gone ends its builds, and the next build is not held up", () => {
    const { world, engine } = testStore();
    pulled(world, engine, "alpine");
    const lines = ["FROM alpine", "RUN apk add curl"];
    const begun = good(buildImage(world, engine, buildOf(lines), call(told, "built")));
    passTime(world, 100);
    cancelPulls(world, engine);
    passTime(world);
    expect(world.must(builds, begun.id)).toMatchObject({ state: "cancelled", image: null });
    expect(world.find(happenings, "layer", "test")).toHaveLength(1);
    expect(built(world, engine, lines).references).toEqual(["app:latest"]);
  });

  it("D13: a base image that is removed while a build stands on it keeps its layers until the end", () => {
    const { world, engine } = testStore();
    pulled(world, engine, "alpine");
    const begun = good(buildImage(world, engine, buildOf(["FROM alpine", "RUN apk add curl"]), null));
    good(removeImage(world, engine, "alpine", false));
    passTime(world);
    const image = world.must(images, world.must(builds, begun.id).image ?? 0);
    expect(filesIn(world, image).has("/bin/busybox")).toBe(true);
  });

  it("D13: two builds at once both end, each with phases of its own", () => {
    const { world, engine } = testStore();
    pulled(world, engine, "alpine");
    const rows = ["one", "two"].map((tag) =>
      good(buildImage(world, engine, buildOf(["FROM alpine", `RUN mkdir /${tag}`], { tag }), null)),
    );
    passTime(world);
    expect(rows.map(({ id }) => world.must(builds, id))).toMatchObject([
      { state: "complete", layer: "box/engine/build" },
      { state: "complete", layer: "box/engine/build/2" },
    ]);
  });
});
