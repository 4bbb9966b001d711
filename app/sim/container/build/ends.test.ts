import { describe, expect, it } from "vitest";
import { call } from "../../core/events";
import { happenings } from "../../core/happenings";
import { works } from "../../core/work";
import type { World } from "../../core/world";
import { buildOf, built, contextOf, ended, statesOf } from "../../testing/builds";
import { good, passTime, pulled, testStore, told } from "../../testing/store";
import { cancelPulls } from "../images/pull";
import { removeImage } from "../images/remove";
import { imageNamed } from "../images/store";
import { type Image, images } from "../tables";
import { buildImage } from "./build";
import type { Picture } from "./picture";
import { pictureOf } from "./stage-state";
import { builds } from "./tables";

function filesIn(world: World, image: Image): Picture {
  return pictureOf(world, image);
}

describe("ends of builds", () => {
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
