import { describe, expect, it } from "vitest";
import { call } from "../../core/events";
import { happenings } from "../../core/happenings";
import { cancelWork, phases, works } from "../../core/work";
import type { World } from "../../core/world";
import { useDisk } from "../../kernel/files/disk";
import { disks } from "../../kernel/files/tables";
import { good, passTime, pulled, testStore, told } from "../../testing/store";
import { imageLayers, images } from "../tables";
import { cancelPulls, pull } from "./pull";
import { imageNamed, imagesBytes } from "./store";
import { layerPulls, layerUses, type Pull, pulls } from "./tables";

const DONE = call(told, "done");

function begin(world: World, engine: number, reference: string): Pull {
  return good(pull(world, engine, reference, DONE));
}

function states(world: World, row: Pull): string[] {
  return world.find(layerPulls, "pull", row.id).map(({ state }) => state);
}

const timesTold = (world: World) => world.find(happenings, "layer", "test").length;

/** Every state that the layers of a pull go through, looked at each 10 ms until it ends. */
function course(world: World, row: Pull): string[][] {
  const seen: string[][] = [];
  while (world.must(pulls, row.id).state === "pulling") {
    passTime(world, 10);
    const now = states(world, row);
    if (now.length > 0 && now.join() !== seen.at(-1)?.join()) seen.push(now);
  }
  return seen;
}

describe("pull", () => {
  it("I12: three layers at a time are downloaded, and they are unpacked from the bottom up", () => {
    const { world, engine } = testStore();
    const seen = course(world, begin(world, engine, "node"));
    expect(seen[0]).toEqual(["downloading", "downloading", "downloading", "waiting", "waiting"]);
    expect(seen.at(-1)).toEqual(Array(5).fill("complete"));
    for (const now of seen) {
      expect(now.filter((state) => state === "downloading").length).toBeLessThanOrEqual(3);
      expect(now.filter((state) => state === "unpacking").length).toBeLessThanOrEqual(1);
      const firstNotDone = now.findIndex((state) => state !== "complete");
      if (firstNotDone >= 0) expect(now.slice(firstNotDone)).not.toContain("complete");
    }
    expect(seen.some((now) => now.includes("unpacking") && now.includes("downloading"))).toBe(true);
  });

  it("I12: a pull ends with a named image, and each layer's phases are on record", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "alpine");
    expect(image).toMatchObject({ references: ["alpine:latest"], os: "linux", arch: "x86_64" });
    expect(image.createdAt).toBeLessThan(0);
    const [layer = ""] = image.layers;
    const at = `box/engine/pull/alpine:latest/${layer.slice(7, 19)}`;
    const names = (id: string) => world.find(phases, "layer", id).map(({ name }) => name);
    expect(names("box/engine/pull/alpine:latest")).toEqual(["ask registry"]);
    expect(names(at)).toEqual(
      ["ask for layer", "download", "verify checksum", "unpack", "write to disk"].slice(2),
    );
    expect(world.find(happenings, "layer", "box/engine").map(({ what }) => what)).toEqual([
      "pulling",
      "pulled",
    ]);
    expect(world.count(works)).toBe(0);
  });

  it("I13: downloads share the network: twice the bandwidth, half the time on the wire", () => {
    const time = (network: number) => {
      const { world, engine } = testStore({ network });
      const row = begin(world, engine, "redis");
      course(world, row);
      const { startedAt, endedAt } = world.must(pulls, row.id);
      return (endedAt ?? 0) - startedAt;
    };
    const [slow, fast] = [time(1_000), time(2_000)];
    expect(slow).toBeGreaterThan(45_200_000 / 1_000);
    expect(slow - fast).toBeGreaterThan((0.9 * 45_200_000) / 2_000);
    expect(slow - fast).toBeLessThan((1.1 * 45_200_000) / 2_000);
  });

  it("I14: layers that are there already are not pulled again", () => {
    const { world, engine } = testStore();
    pulled(world, engine, "nginx");
    const row = begin(world, engine, "redis");
    passTime(world, 400);
    expect(states(world, row)).toEqual(["exists", "downloading", "downloading"]);
    course(world, row);
    expect(states(world, row)).toEqual(["exists", "complete", "complete"]);
  });

  it("I14: another tag of an image that is there needs no download", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "alpine:3");
    expect(pulled(world, engine, "alpine")).toEqual({ ...image, references: ["alpine:3", "alpine:latest"] });
    const [last] = world.find(pulls, "reference", `${engine}:alpine:latest`);
    expect((last?.endedAt ?? 0) - (last?.startedAt ?? 0)).toBe(300);
  });

  it("I14: two pulls at once download a common layer once", () => {
    const { world, engine } = testStore();
    const [one, two] = [begin(world, engine, "nginx"), begin(world, engine, "redis")];
    course(world, one);
    course(world, two);
    expect(states(world, one)).toEqual(["complete", "complete", "complete"]);
    expect(states(world, two)).toEqual(["exists", "complete", "complete"]);
    expect(imageNamed(world, engine, "nginx")).toBeDefined();
    expect(imageNamed(world, engine, "redis")).toBeDefined();
  });

  it("I14: the same pull asked for twice at once ends twice with one image", () => {
    const { world, engine } = testStore();
    const [one, two] = [begin(world, engine, "alpine"), begin(world, engine, "alpine")];
    passTime(world);
    expect([one, two].map(({ id }) => world.must(pulls, id).state)).toEqual(["complete", "complete"]);
    expect(world.count(images)).toBe(1);
  });

  it("I15: an image that is there in its newest version is up to date at once", () => {
    const { world, engine } = testStore();
    pulled(world, engine, "alpine");
    const row = begin(world, engine, "alpine");
    expect(row).toMatchObject({ state: "up-to-date", endedAt: world.now });
    expect(timesTold(world)).toBe(1);
    passTime(world, 0);
    expect(timesTold(world)).toBe(2);
    expect(world.count(works)).toBe(0);
    expect(world.find(pulls, "engine", engine)).toHaveLength(1);
  });

  it("I15: an image can be pulled by its digest, and has no tag then", () => {
    const { world, engine } = testStore();
    const { digest } = begin(world, engine, "busybox");
    cancelPulls(world, engine);
    const image = pulled(world, engine, `busybox@${digest}`);
    expect(image.references).toEqual([]);
    expect(begin(world, engine, `busybox@${digest}`).state).toBe("up-to-date");
    expect(pulled(world, engine, "busybox").id).toBe(image.id);
  });

  it("I5: what cannot be pulled is refused and nothing begins", () => {
    const { world, engine } = testStore({ diskBytes: 100_000_000 });
    const code = (reference: string) => {
      const result = pull(world, engine, reference, DONE);
      return result.ok ? "" : result.refusal.code;
    };
    expect(["nosuch", "alpine:x", "Alpine", "nginx"].map(code)).toEqual([
      "pull-denied",
      "manifest-unknown",
      "invalid-reference",
      "ENOSPC",
    ]);
    expect(world.count(pulls) + world.count(works)).toBe(0);
    pulled(world, engine, "debian:12-slim");
    expect(code("redis:alpine")).toBe("ENOSPC");
    expect(code("alpine")).toBe("");
  });

  it("I5: a disk that fills up meanwhile fails the pull, and its layers go", () => {
    const { world, engine } = testStore();
    const row = begin(world, engine, "redis");
    passTime(world, 400);
    const [disk] = world.all(disks);
    good(useDisk(world, disk?.id ?? 0, 63_900_000_000));
    while (world.must(pulls, row.id).state === "pulling") passTime(world, 1);
    expect(world.must(pulls, row.id)).toMatchObject({ state: "failed" });
    expect(world.must(pulls, row.id).error).toContain("no space left on device");
    expect(timesTold(world)).toBe(1);
    passTime(world);
    expect([
      world.count(images),
      world.count(imageLayers),
      world.count(works),
      world.count(layerUses),
    ]).toEqual([0, 0, 0, 0]);
  });

  it("I16: a daemon that is gone ends its pulls; nobody is called, and half an image leaves nothing", () => {
    const { world, engine } = testStore();
    const row = begin(world, engine, "node");
    while (!states(world, row).includes("complete")) passTime(world, 10);
    cancelPulls(world, engine);
    expect(world.must(pulls, row.id)).toMatchObject({ state: "cancelled", endedAt: world.now });
    expect(states(world, row)).toContain("cancelled");
    passTime(world);
    expect([
      world.count(works),
      imagesBytes(world, engine),
      world.count(layerUses),
      timesTold(world),
    ]).toEqual([0, 0, 0, 0]);
    expect(pulled(world, engine, "alpine").references).toEqual(["alpine:latest"]);
  });

  it("I16: a pull whose machine lost power is found out and does not hold up later ones", () => {
    const { world, engine } = testStore();
    const row = begin(world, engine, "node");
    passTime(world, 400);
    for (const work of world.all(works)) cancelWork(world, work.id);
    pulled(world, engine, "alpine");
    expect(world.must(pulls, row.id).state).toBe("cancelled");
    expect(pulled(world, engine, "node").layers).toHaveLength(5);
  });
});
