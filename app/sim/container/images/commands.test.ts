import { describe, expect, it } from "vitest";
import { engineLab } from "../../testing/engine";
import { buildSteps, builds } from "../build/tables";
import { engines, images } from "../tables";
import { imageNamed, imagesBytes } from "./store";
import { layerPulls, type Pull, pulls } from "./tables";

const names = (lab: ReturnType<typeof engineLab>) =>
  lab.world.all(images).flatMap(({ references }) => references);
const engineId = (lab: ReturnType<typeof engineLab>) => lab.world.all(engines)[0]?.id ?? 0;

describe("commands", () => {
  it("I12: a person pulls, tags, removes and prunes images", () => {
    const lab = engineLab([]);
    expect(names(lab)).toEqual([]);
    const begun = lab.act({ do: "pullImage", machine: "box", image: "alpine" }) as Pull;
    expect(lab.world.must(pulls, begun.id).state).toBe("complete");
    lab.act({ do: "tagImage", machine: "box", image: "alpine", as: "base:1" });
    expect(names(lab)).toEqual(["alpine:latest", "base:1"]);
    lab.act({ do: "removeImage", machine: "box", image: "alpine" });
    expect(names(lab)).toEqual(["base:1"]);
    lab.act({ do: "pruneImages", machine: "box", all: true });
    expect([names(lab), imagesBytes(lab.world, engineId(lab))]).toEqual([[], 0]);
  });

  it("I5: refusals of commands leave the world untouched", () => {
    const lab = engineLab([]);
    const code = (command: Parameters<typeof lab.refused>[0]) => lab.refused(command).code;
    expect(code({ do: "pullImage", machine: "box", image: "nosuch" })).toBe("pull-denied");
    expect(code({ do: "pullImage", machine: "nowhere", image: "alpine" })).toBe("no-machine");
    expect(code({ do: "tagImage", machine: "box", image: "nosuch", as: "x" })).toBe("no-image");
    expect(code({ do: "removeImage", machine: "box", image: "nosuch" })).toBe("no-image");
    expect(code({ do: "buildImage", machine: "box", dockerfile: "FORM alpine" })).toBe("dockerfile-error");
    expect(lab.refused({ do: "commitContainer", machine: "box", container: "nosuch" }).what).toContain(
      "nosuch",
    );
  });

  it("D7: a person builds an image and runs a container of it", () => {
    const lab = engineLab([]);
    lab.act({
      do: "buildImage",
      machine: "box",
      dockerfile: "FROM nginx:alpine\nCOPY index.html /usr/share/nginx/html/",
      files: [{ path: "index.html", content: "hello" }],
      tag: "site",
    });
    const [build] = lab.world.all(builds);
    expect(build).toMatchObject({ state: "complete", error: "" });
    expect(lab.world.find(buildSteps, "build", build?.id ?? 0)).toHaveLength(2);
    lab.act({ do: "runContainer", machine: "box", image: "site", name: "web" });
    lab.act({ do: "commitContainer", machine: "box", container: "web", as: "copy" });
    expect(imageNamed(lab.world, engineId(lab), "copy")).toBeDefined();
    expect(lab.refused({ do: "removeImage", machine: "box", image: "site" }).code).toBe("image-in-use");
    expect(lab.act({ do: "pruneBuildCache", machine: "box" })).toBe(0);
  });

  it("I16: a machine that loses power ends pulls and builds at once", () => {
    const lab = engineLab([]);
    const begun = lab.begin({ do: "pullImage", machine: "box", image: "node" }) as Pull;
    lab.pass(2_000);
    lab.begin({ do: "buildImage", machine: "box", dockerfile: "FROM alpine\nRUN echo x" });
    lab.begin({ do: "powerOff", machine: "box" });
    expect(lab.world.must(pulls, begun.id)).toMatchObject({ state: "cancelled", work: null });
    expect(lab.world.all(layerPulls).filter(({ work }) => work !== null)).toEqual([]);
    expect(lab.world.all(builds).map(({ state }) => state)).toEqual(["cancelled"]);
  });

  it("I16: the crash of a daemon ends its pulls and builds", () => {
    const lab = engineLab([]);
    const begun = lab.begin({ do: "pullImage", machine: "box", image: "node" }) as Pull;
    lab.begin({
      do: "buildImage",
      machine: "box",
      dockerfile: "FROM scratch\nCOPY a /",
      files: [{ path: "a", content: "1" }],
    });
    lab.begin({ do: "crashEngine", machine: "box" });
    lab.pass(60_000);
    expect(lab.world.must(pulls, begun.id).state).toBe("cancelled");
    expect(lab.world.all(builds).map(({ state }) => state)).toEqual(["cancelled"]);
  });
});
