import { describe, expect, it } from "vitest";
import type { CommandInput } from "../../commands/all";
import { call } from "../../core/events";
import { happenings } from "../../core/happenings";
import { works } from "../../core/work";
import type { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
import { engineLab, engineNow } from "../../testing/engine";
import { addTestStore, good, passTime, pulled, testStore, told } from "../../testing/store";
import { imageLayers, images } from "../tables";
import { catalogue, findPublished } from "./catalogue";
import { cancelPulls, pull } from "./pull";
import { parseReference } from "./references";
import { imageNamed, imagesBytes } from "./store";
import { type LayerPull, layerPulls, layerUses, pulls } from "./tables";

const IMAGE = "redis";
const HOUR = 3_600_000;
const BOX = { machine: "box" };

const asked = (world: World, engine: number, reference = IMAGE) =>
  good(pull(world, engine, reference, call(told, reference)));
const calls = (world: World) => world.find(happenings, "layer", "test").map(({ text }) => text);
const ofPull = (world: World, id: number): LayerPull[] => world.find(layerPulls, "pull", id);

/** Moments of a pull, by what is under way. */
const MOMENTS: Readonly<Record<string, (layers: readonly LayerPull[]) => boolean>> = {
  "the registry is asked": (layers) => layers.length === 0,
  "the first layers are downloaded": (layers) => layers.some(({ state }) => state === "downloading"),
  "a layer waits to be unpacked": (layers) => layers.some(({ state }) => state === "downloaded"),
  "a layer is unpacked": (layers) => layers.some(({ state }) => state === "unpacking"),
  "a layer is complete": (layers) => layers.some(({ state }) => state === "complete"),
  "all but the last are complete": (layers) =>
    layers.length > 0 && layers.filter(({ state }) => state !== "complete").length === 1,
};
const NAMES = Object.keys(MOMENTS);

function reach(world: World, id: number, moment: string, pass: (ms: number) => void): void {
  const is = MOMENTS[moment];
  for (let step = 0; !is?.(ofPull(world, id)); step++) {
    if (step > 100_000) throw new Error(`never: ${moment}`);
    pass(5);
  }
}

describe.each(NAMES)("a pull that is interrupted when %s", (moment) => {
  it("I16: by the end of its daemon leaves nothing, tells nobody, and can be asked for again", () => {
    const { world, engine } = testStore();
    const { id } = asked(world, engine);
    reach(world, id, moment, (ms) => passTime(world, ms));
    cancelPulls(world, engine);
    passTime(world, HOUR);
    expect(world.must(pulls, id)).toMatchObject({ state: "cancelled", work: null, error: "" });
    expect(ofPull(world, id).filter(({ work }) => work !== null)).toEqual([]);
    const left = [world.count(images), world.count(imageLayers), world.count(layerUses), world.count(works)];
    expect(left).toEqual([0, 0, 0, 0]);
    expect(world.all(disks)[0]?.usedBytes).toBe(0);
    expect(calls(world)).toEqual([]);
    const fresh = testStore();
    expect(pulled(world, engine, IMAGE).digest).toBe(pulled(fresh.world, fresh.engine, IMAGE).digest);
    expect(imagesBytes(world, engine)).toBe(imagesBytes(fresh.world, fresh.engine));
    expect(calls(world)).toEqual([IMAGE]);
  });

  it("I14: another pull of a layer in common goes on and ends with its image", () => {
    const { world, engine } = testStore();
    const { id } = asked(world, engine);
    reach(world, id, moment, (ms) => passTime(world, ms));
    asked(world, engine, "postgres");
    passTime(world, HOUR);
    const fresh = testStore();
    for (const name of [IMAGE, "postgres"])
      expect(imageNamed(world, engine, name)?.digest).toBe(pulled(fresh.world, fresh.engine, name).digest);
    expect(imagesBytes(world, engine)).toBe(imagesBytes(fresh.world, fresh.engine));
  });

  it.each<[string, CommandInput]>([
    ["power that goes", { do: "powerOff", ...BOX }],
    ["a panic of the kernel", { do: "crashKernel", ...BOX }],
    ["a crash of the daemon", { do: "crashEngine", ...BOX }],
    ["a request to stop", { do: "stopEngine", ...BOX }],
  ])("I16: by %s, it ends there, and the engine pulls again once it is back", (_, end) => {
    const lab = engineLab([]);
    const { id } = lab.begin({ do: "pullImage", ...BOX, image: IMAGE }) as { readonly id: number };
    reach(lab.world, id, moment, lab.pass);
    lab.begin(end);
    lab.pass(HOUR);
    expect(lab.world.count(images)).toBe(0);
    if (end.do === "powerOff" || end.do === "crashKernel") {
      if (end.do === "crashKernel") lab.act({ do: "powerOff", ...BOX });
      lab.act({ do: "powerOn", ...BOX });
    } else lab.act({ do: "startEngine", ...BOX });
    lab.act({ do: "pullImage", ...BOX, image: IMAGE });
    const engine = engineNow(lab).id;
    const fresh = testStore();
    expect(imageNamed(lab.world, engine, IMAGE)?.digest).toBe(
      pulled(fresh.world, fresh.engine, IMAGE).digest,
    );
    expect(imagesBytes(lab.world, engine)).toBe(imagesBytes(fresh.world, fresh.engine));
    lab.act({ do: "runContainer", ...BOX, image: IMAGE, name: "db" });
    lab.act({ do: "removeContainer", ...BOX, container: "db", force: true, volumes: true });
    lab.act({ do: "pruneImages", ...BOX, all: true });
    expect([lab.world.count(imageLayers), lab.world.count(layerUses)]).toEqual([0, 0]);
  });
});

describe("digests", () => {
  const linux = catalogue.filter(({ os }) => os === "linux");

  it("I6: every image pulled by its digest is the image pulled by its name", () => {
    const { world, engine } = testStore();
    for (const { repository, tags } of linux) {
      const name = `${repository}:${tags[0]}`;
      const published = good(findPublished(good(parseReference(name)), "x86_64"));
      const other = addTestStore(world, { machine: `box${world.now}${tags[0]}` }).id;
      const byName = pulled(world, engine, name);
      const byDigest = pulled(world, other, `${repository}@${published.digest}`);
      expect(byDigest).toMatchObject({ digest: byName.digest, references: [], layers: byName.layers });
    }
  });

  it("I4: the two architectures of an image have no program in common, and the same sizes", () => {
    for (const { repository, tags } of linux) {
      const reference = good(parseReference(`${repository}:${tags[0]}`));
      const [x86, arm] = (["x86_64", "arm64"] as const).map((arch) => good(findPublished(reference, arch)));
      expect(x86?.digest).not.toBe(arm?.digest);
      expect(x86?.layers.map(({ bytes }) => bytes)).toEqual(arm?.layers.map(({ bytes }) => bytes));
      for (const [at, layer] of (x86?.layers ?? []).entries())
        if (layer.files.some(({ exec }) => exec !== ""))
          expect(layer.digest).not.toBe(arm?.layers[at]?.digest);
    }
  });
});
