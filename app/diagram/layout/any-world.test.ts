/** What holds for any world, of any width and in any mode. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LayerState, LayerView } from "../../sim/index";
import { layoutPicture } from "./layout-picture";
import { pictureOf } from "./picture-of";
import type { SizeMode } from "./plan";
import type { SceneOptions } from "./scene";
import { faultsOf, missingFrom, silentBands } from "./testing/check-scene";
import { container, engine, hardware, hypervisor, layerView, system, virtualMachine } from "./testing/worlds";

const sceneOf = (layers: readonly LayerView[], options: SceneOptions) =>
  layoutPicture(pictureOf(layers), options);

const IMAGES = ["nginx:latest", "redis:7", "registry.example.org/team/service:2026-11-01", "alpine:latest"];
const SYSTEMS = ["Debian 13", "Red Hat Enterprise Linux 9", "Windows Server 2025"];
const CONTAINER_STATES: readonly LayerState[] = [
  "running",
  "exited",
  "created",
  "paused",
  "starting",
  "restarting",
  "dead",
];
const MACHINE_STATES: readonly LayerState[] = ["running", "off", "starting", "paused", "saved", "crashed"];
const SYSTEM_STATES: readonly LayerState[] = ["running", "panicked", "starting", "off"];

const several = <Value>(values: readonly Value[], most: number) =>
  fc.array(fc.constantFrom(...values), { maxLength: most });

const containersOn = (machine: string): fc.Arbitrary<LayerView[]> =>
  fc
    .record({
      images: fc.subarray(IMAGES),
      all: several([0, 1, 2, 3, null], 40),
      states: several(CONTAINER_STATES, 40),
      extra: fc.nat(6),
      state: fc.constantFrom<LayerState>("running", "crashed", "off", "starting"),
      longNames: fc.boolean(),
    })
    .map(({ images, all, states, extra, state, longNames }) => [
      ...engine(
        machine,
        [...images, ...Array.from({ length: extra }, (_, index) => `spare-${index}:1`)],
        state,
      ),
      ...all.flatMap((choice, index) => {
        const name = longNames ? `a-service-with-a-long-name-${index}` : `c${index}`;
        const image = choice === null ? null : (images[choice] ?? null);
        return container(machine, name, image, states[index] ?? "running");
      }),
    ]);

const machinesOn = (host: string, bare: boolean, depth: number): fc.Arbitrary<LayerView[]> =>
  fc
    .array(
      fc.record({
        os: fc.constantFrom(...SYSTEMS),
        state: fc.constantFrom(...MACHINE_STATES),
        inner: depth > 0 ? fc.integer({ min: 0, max: 4 }) : fc.constant(0),
      }),
      { maxLength: depth > 0 ? 16 : 3 },
    )
    .chain((vms) =>
      fc
        .tuple(
          ...vms.map(({ os, state, inner }, index) => {
            const name = `${host}-vm${index}`;
            const own = virtualMachine(host, name, os, state);
            const more =
              inner === 1
                ? containersOn(name)
                : inner === 2
                  ? machinesOn(name, false, depth - 1)
                  : fc.constant([]);
            return more.map((layers) => [...own, ...layers]);
          }),
        )
        .map((parts) => [hypervisor(host, bare), ...parts.flat()]),
    );

const appsOn = (machine: string) =>
  fc.nat(6).map((count) =>
    Array.from({ length: count }, (_, index) => [
      layerView({
        id: `${machine}/app/a${index}/libs`,
        kind: "libs",
        label: "binaries and libraries",
        on: `${machine}/os`,
        state: "present",
      }),
      layerView({
        id: `${machine}/app/a${index}`,
        kind: "app",
        label: `app ${index}`,
        on: `${machine}/app/a${index}/libs`,
      }),
    ]).flat(),
  );

const tower = (name: string): fc.Arbitrary<LayerView[]> =>
  fc
    .record({ bare: fc.boolean(), state: fc.constantFrom(...SYSTEM_STATES), what: fc.nat(6) })
    .chain(({ bare, state, what }) => {
      const ground = [hardware(name, "Dedicated server in a data centre")];
      if (what === 0) return fc.constant(ground);
      if (bare) return machinesOn(name, true, 1).map((layers) => [...ground, ...layers]);
      const os = [...ground, ...system(name, { state })];
      const parts: fc.Arbitrary<LayerView[]>[] = [];
      if (what % 2 === 1) parts.push(containersOn(name));
      if (what > 3) parts.push(machinesOn(name, false, 1));
      if (what > 1) parts.push(appsOn(name));
      return fc.tuple(...parts).map((layers) => [...os, ...layers.flat()]);
    });

/** Up to four machines with anything on them. */
const anyWorld: fc.Arbitrary<LayerView[]> = fc
  .integer({ min: 0, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => tower(`m${index}`))))
  .map((towers) => towers.flat());

describe("any world", () => {
  const options = fc.record({
    width: fc.integer({ min: 200, max: 1_800 }),
    bandHeight: fc.integer({ min: 26, max: 44 }),
    unit: fc.constantFrom(1, 1.25, 1.1),
    size: fc.constantFrom<SizeMode>("plain", "memory", "disk", "start"),
    zoom: fc.constantFrom(0.5, 1, 2.5),
  });

  it("is drawn whole: inside what it is in, above what it stands on, beside its neighbours, with words that fit", () => {
    fc.assert(
      fc.property(anyWorld, options, (layers, given) => {
        const picture = pictureOf(layers);
        const scene = layoutPicture(picture, given);
        expect(faultsOf(scene, given.unit)).toEqual([]);
        expect(silentBands(picture, scene, given.size, given.unit)).toEqual([]);
        expect(missingFrom(scene, layers)).toEqual([]);
        expect(scene.width).toBeGreaterThanOrEqual(Math.round(given.width * given.zoom));
      }),
      { seed: 20_261_122, numRuns: 150 },
    );
  });

  it("looks the same whenever it is drawn", () => {
    fc.assert(
      fc.property(anyWorld, options, (layers, given) => {
        expect(sceneOf(structuredClone(layers), given)).toEqual(sceneOf(layers, given));
      }),
      { seed: 7, numRuns: 25 },
    );
  });
});
