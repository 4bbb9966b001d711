import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { call } from "../../core/events";
import type { Row, Table } from "../../core/table";
import type { World } from "../../core/world";
import { World as NewWorld } from "../../core/world";
import { disks, entries, fileTrees, inodes } from "../../kernel/files/tables";
import { plantTree } from "../../kernel/files/tree";
import { buildOf } from "../../testing/builds";
import { addTestStore, containerOf, passTime, told } from "../../testing/store";
import { buildImage } from "../build/build";
import { pruneBuildCache } from "../build/finish";
import { builds, cachedSteps } from "../build/tables";
import { containers, imageLayers, images } from "../tables";
import { commitContainer } from "./commit";
import { layerContent } from "./content";
import { filesOf } from "./files";
import { cancelPulls, pull } from "./pull";
import { pruneImages, removeImage, tagImage } from "./remove";
import { imageNamed } from "./store";
import { layerUses, pulls, repositoryDigests } from "./tables";

const NAMES = ["alpine", "nginx:alpine", "redis:alpine", "busybox", "mine", "base:2"];

const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
  fc.record({ do: fc.constant("pull" as const), name }),
  fc.record({ do: fc.constant("tag" as const), name, as: name }),
  fc.record({ do: fc.constant("remove" as const), name, force: fc.boolean() }),
  fc.record({ do: fc.constant("prune" as const), all: fc.boolean() }),
  fc.record({ do: fc.constant("cache" as const) }),
  fc.record({ do: fc.constant("run" as const), name, bytes: fc.nat(5000) }),
  fc.record({ do: fc.constant("drop" as const) }),
  fc.record({ do: fc.constant("commit" as const), as: name }),
  fc.record({ do: fc.constant("build" as const), name, as: name, text: fc.constantFrom("x", "y", "zz") }),
  fc.record({ do: fc.constant("crash" as const) }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, 100, 2_000, 60_000) }),
);
type Action = typeof step extends fc.Arbitrary<infer S> ? S : never;

function carryOut(world: World, engine: number, action: Action): void {
  switch (action.do) {
    case "pull":
      pull(world, engine, action.name, call(told, action.name));
      break;
    case "tag":
      tagImage(world, engine, action.name, action.as);
      break;
    case "remove":
      removeImage(world, engine, action.name, action.force);
      break;
    case "prune":
      pruneImages(world, engine, action.all);
      break;
    case "cache":
      pruneBuildCache(world, engine);
      break;
    case "run": {
      const image = imageNamed(world, engine, action.name);
      if (image === undefined) break;
      const container = containerOf(world, image);
      plantTree(world, container.upper, [{ path: "/data", size: action.bytes }], null);
      break;
    }
    case "drop": {
      const oldest = world.lowest(containers);
      if (oldest) world.remove(containers, oldest.id);
      break;
    }
    case "commit": {
      const container = world.lowest(containers);
      if (container) commitContainer(world, container.id, action.as);
      break;
    }
    case "build": {
      const lines = [`FROM ${action.name}`, `RUN echo ${action.text} > /built`, "COPY f /f"];
      const context = [{ path: "f", content: action.text }];
      buildImage(world, engine, buildOf(lines, { tag: action.as, context }), null);
      break;
    }
    case "crash":
      cancelPulls(world, engine);
      break;
    case "wait":
      passTime(world, action.ms);
  }
}

/** Recomputes from the rows alone what must be true of a store. */
function check(world: World): void {
  const layers = world.all(imageLayers);
  const digests = layers.map(({ digest }) => digest);
  expect(new Set(digests).size).toBe(digests.length);
  const named = world.all(images).flatMap(({ references }) => references);
  expect(new Set(named).size).toBe(named.length);
  for (const layer of layers) {
    const files = filesOf(world, layer.tree);
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBe(layer.bytes);
    const possible = ["x86_64", ""].map((arch) => layerContent(files, arch).digest);
    expect(possible).toContain(layer.digest);
  }
  const onDisk = layers.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(world.all(disks).map(({ usedBytes }) => usedBytes)).toEqual([onDisk]);

  const holders = new Map<number, Set<number>>(layers.map(({ id }) => [id, new Set<number>()]));
  for (const { layer, user } of world.all(layerUses)) holders.get(layer)?.add(user);
  for (const [, users] of holders) expect(users.size).toBeGreaterThan(0);
  const known = new Set(
    [images, pulls, builds, cachedSteps].flatMap((table) =>
      world.all(table as unknown as Table<Row>).map(({ id }) => id),
    ),
  );
  for (const { user } of world.all(layerUses)) expect(known.has(user)).toBe(true);
  for (const image of world.all(images))
    for (const digest of image.layers) {
      const layer = layers.find((candidate) => candidate.digest === digest);
      expect(layer && holders.get(layer.id)?.has(image.id)).toBe(true);
    }
  for (const { image } of world.all(repositoryDigests)) expect(world.get(images, image)).toBeDefined();
  for (const { image } of world.all(containers)) expect(world.get(images, image)).toBeDefined();
}

function play(actions: readonly Action[], each: (world: World) => void): World {
  const world = new NewWorld(1);
  const engine = addTestStore(world, { diskBytes: 150_000_000 }).id;
  for (const reference of ["alpine", "redis:alpine"]) pull(world, engine, reference, call(told, reference));
  passTime(world, 60_000);
  for (const action of actions) {
    carryOut(world, engine, action);
    each(world);
  }
  return world;
}

describe("whatever is done to a store", { timeout: 60_000 }, () => {
  it("I7: bytes, names and holders of layers agree with what is recomputed from scratch", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (actions) => {
        play(actions, check);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("I18: when everything is removed nothing is left: no layer, no file, no byte on disk", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (actions) => {
        const world = play(actions, () => {});
        const engine = world.all(imageLayers)[0]?.engine ?? world.all(images)[0]?.engine ?? 0;
        passTime(world, 3_600_000);
        for (const { id } of world.all(containers)) world.remove(containers, id);
        const last = world.all(imageLayers)[0]?.engine ?? engine;
        pruneImages(world, last, true);
        pruneBuildCache(world, last);
        const left = [images, imageLayers, layerUses, repositoryDigests, cachedSteps].map((table) =>
          world.count(table as unknown as Table<Row>),
        );
        expect(left).toEqual([0, 0, 0, 0, 0]);
        expect(world.all(disks).map(({ usedBytes }) => usedBytes)).toEqual([0]);
        const uppers = world.all(fileTrees).length;
        expect(world.count(inodes) - world.count(entries)).toBe(uppers);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("D8: the same actions give deeply equal worlds", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (actions) => {
        expect(play(actions, () => {}).toJSON()).toEqual(play(actions, () => {}).toJSON());
      }),
      { seed: 13, numRuns: 50 },
    );
  });

  it("D8: a world is plain data: it survives being written down", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (actions) => {
        const data = play(actions, () => {}).toJSON();
        expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
      }),
      { seed: 17, numRuns: 50 },
    );
  });
});
