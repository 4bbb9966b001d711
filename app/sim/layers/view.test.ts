import { describe, expect, it } from "vitest";
import { type LayerView, phases, readyScenarioNames, viewsOf } from "../index";
import {
  type Acting,
  acting,
  container,
  dockerHost,
  guests,
  host,
  PATIENCE_MS,
  started,
} from "../testing/claims";

const views = ({ sim }: Acting) => viewsOf(sim.world);

const part = (lab: Acting, id: string) => views(lab).find((layer) => layer.id === id)?.startPartMs;

/** Layers that a start of `root` was spent in, without those that are part of another. */
function partsOf(all: readonly LayerView[], root: LayerView): number {
  const inside = all.filter(({ id, kind, within }) => {
    if (within !== null) return false;
    if (root.kind === "container") return id === root.id || id.startsWith(`${root.id}/`);
    if (root.kind === "engine") return id === root.id;
    const ofMachine = id === root.id || id === `${root.id}/os` || id.startsWith(`${root.id}/app/`);
    return ofMachine || (kind === "hypervisor" && id === `${root.id}/hypervisor`);
  });
  return inside.reduce((sum, { startPartMs }) => sum + (startPartMs ?? 0), 0);
}

/** Of each layer that starts by itself: how long it took, and what its parts add up to. */
function sums(all: readonly LayerView[]): [id: string, readyMs: number, parts: number][] {
  return all
    .filter(({ kind }) => ["hardware", "virtual-hardware", "container", "engine"].includes(kind))
    .flatMap((layer) =>
      layer.readyMs === null ? [] : [[layer.id, layer.readyMs, partsOf(all, layer)] as const],
    )
    .map(([id, readyMs, parts]) => [id, readyMs, parts]);
}

describe("layers with their parts of a start", { timeout: PATIENCE_MS }, () => {
  it.each(readyScenarioNames.filter((name) => !/^fork-bomb/.test(name)))(
    "L13: in %s the parts of every start add up to it",
    (name) => {
      const lab = started(name);
      const alone = new Set(lab.sim.world.all(phases).map(({ layer }) => layer));
      // An application that was started by itself has a start of its own.
      const found = sums(views(lab).filter(({ id, kind }) => kind !== "app" || !alone.has(id)));
      expect(found.length).toBeGreaterThan(0);
      for (const [id, readyMs, parts] of found) expect(parts, id).toBeCloseTo(readyMs, 6);
    },
  );

  it("L13: a boot is spent in the hardware, the kernel, the userland and the app, each in its phases", () => {
    const lab = started("docker-vs-vm");
    const ms = (names: readonly string[]) =>
      lab.sim.world
        .find(phases, "layer", "vm")
        .filter(({ name }) => names.includes(name))
        .reduce((sum, { startedAt, endedAt }) => sum + (endedAt ?? Number.NaN) - startedAt, 0);
    expect(part(lab, "vm")).toBe(ms(["power-on", "firmware"]));
    expect(part(lab, "vm/kernel")).toBe(ms(["boot loader", "kernel", "initramfs"]));
    expect(part(lab, "vm/userland")).toBe(ms(["init", "services"]));
    expect(part(lab, "vm/os")).toBe(ms(["boot loader", "kernel", "initramfs", "init", "services"]));
    expect(part(lab, "vm/app/web")).toBe(ms(["app"]));
    expect(part(lab, "vm/app/web/libs")).toBeNull();
    expect(part(lab, "left/hypervisor")).toBeNull();
    const begun = "right/container/web";
    expect([part(lab, begun), part(lab, `${begun}/libs`), part(lab, `${begun}/app`)]).toEqual([31, 5, 14]);
    expect(part(lab, "right/image/nginx:latest")).toBeNull();
  });

  it("L13: without an operating system the hypervisor is what is loaded", () => {
    const lab = started("type-1-vs-type-2");
    const [hardware, hypervisor] = [part(lab, "left"), part(lab, "left/hypervisor")];
    expect(hypervisor).toBeGreaterThan(10_000);
    expect((hardware ?? 0) + (hypervisor ?? 0)).toBe(lab.layer("left").readyMs);
  });

  it("L13: while something starts its part grows, and it is null where no start is on record", () => {
    const lab = acting(...host("laptop", "ubuntu-24.04"), ...guests("laptop", ["vm1"]), {
      do: "installEngine",
      machine: "laptop",
    });
    expect([part(lab, "vm1"), part(lab, "vm1/os")]).toEqual([null, null]);
    lab.begin({ do: "powerOn", machine: "vm1" });
    lab.wait(1_000);
    expect([part(lab, "vm1"), part(lab, "vm1/kernel")]).toEqual([1_000, null]);
    lab.wait(14_000);
    expect(part(lab, "vm1/kernel")).toBeCloseTo(15_000 - (part(lab, "vm1") ?? 0), 6);
  });

  it("L13: applications that come up with their machine have the phase evenly; others have their own", () => {
    const lab = acting(
      { do: "addMachine", name: "pc", preset: "laptop", os: "debian-13" },
      { do: "installApp", machine: "pc", name: "one" },
      { do: "installApp", machine: "pc", name: "two" },
      { do: "installApp", machine: "pc", name: "idle", autostart: false },
      { do: "powerOn", machine: "pc" },
      { do: "installApp", machine: "pc", name: "late" },
    );
    const parts = () => ["one", "two", "idle", "late"].map((name) => part(lab, `pc/app/${name}`));
    const [one, two, idle, late] = parts();
    expect(one).toBe(two);
    expect(one).toBeGreaterThan(400);
    expect([idle, late]).toEqual([null, null]);
    lab.act({ do: "startApp", machine: "pc", name: "late" });
    expect(part(lab, "pc/app/late")).toBeGreaterThan(400);
    lab.act({ do: "powerOff", machine: "pc" }, { do: "powerOn", machine: "pc" });
    const all = views(lab);
    const pc = all.find(({ id }) => id === "pc");
    expect(pc && partsOf(all, pc)).toBeCloseTo(pc?.readyMs ?? 0, 6);
    expect(part(lab, "pc/app/late")).toBe(part(lab, "pc/app/one"));
  });

  it("L13: an engine's and a container's start are theirs alone", () => {
    const lab = acting(...dockerHost("laptop"));
    lab.act(container("laptop", "one"));
    expect(part(lab, "laptop/engine")).toBe(lab.layer("laptop/engine").readyMs);
    expect(part(lab, "laptop/container/one")).toBeLessThan(lab.layer("laptop/container/one").readyMs ?? 0);
  });
});
