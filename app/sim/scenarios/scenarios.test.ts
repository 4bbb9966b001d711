import { describe, expect, it } from "vitest";
import { layersOf, readyScenario, readyScenarioNames } from "../index";
import { machines } from "../machine/tables";
import { type Acting, bottomOf, PATIENCE_MS, sum } from "../testing/claims";
import { ended } from "../testing/ready";

/** States of layers by the ends of their identifiers. */
const states = (lab: Acting, ...ids: string[]) => ids.map((id) => lab.layer(id).state);

describe("every ready scenario", { timeout: PATIENCE_MS }, () => {
  it("has a name, a title and a text of its own", () => {
    expect(readyScenarioNames).toHaveLength(20);
    expect(new Set(readyScenarioNames).size).toBe(20);
    const all = readyScenarioNames.map((name) => readyScenario(name));
    expect(new Set(all.map((scenario) => scenario?.title)).size).toBe(20);
    for (const scenario of all) {
      expect(scenario?.title).toMatch(/^[A-Z].*[^.]$/);
      expect(scenario?.about).toMatch(/^[A-Z].{40,}[.]$/);
      for (const { text } of scenario?.story ?? []) expect(text).toMatch(/^[A-Z].*[.]$/);
    }
    expect(readyScenario("constructor")).toBeUndefined();
    expect(readyScenario("no-such")).toBeUndefined();
  });

  it.each(readyScenarioNames)(
    "%s settles, shows every layer of its story, and each layer is on one machine",
    (name) => {
      const began = performance.now();
      const lab = ended(name);
      const layers = layersOf(lab.sim.world);
      const ids = new Set(layers.map(({ id }) => id));
      const told = lab.sim.scenario.story.flatMap((step) => step.layers);
      expect(told.filter((id) => !ids.has(id))).toEqual([]);
      expect(told.filter((id, index) => told.indexOf(id) !== index)).toEqual([]);
      const hardware = lab.layers("hardware").map(({ id }) => id);
      expect(hardware).toEqual(
        lab.sim.world
          .all(machines)
          .filter(({ hardware: kind }) => kind !== "virtual" && kind !== "vps")
          .map(({ name }) => name),
      );
      for (const { id } of layers) expect(hardware).toContain(bottomOf(layers, id));
      expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
    },
  );

  it.each(readyScenarioNames.slice(0, 8))(
    "%s is a figure whose story goes from the bottom to the top",
    (name) => {
      const { story } = readyScenario(name) ?? { story: [] };
      expect(story.length).toBeGreaterThan(3);
      const { sim } = ended(name);
      const layers = layersOf(sim.world);
      const at = new Map(story.flatMap((step, index) => step.layers.map((id) => [id, index] as const)));
      const below = (id: string): string[] => {
        const on = layers.find((layer) => layer.id === id)?.on ?? null;
        return on === null ? [] : [on, ...below(on)];
      };
      for (const [id, index] of at)
        for (const under of below(id))
          expect(at.get(under) ?? 0, `${under} under ${id}`).toBeLessThanOrEqual(index);
    },
  );
});

describe("figures", { timeout: PATIENCE_MS }, () => {
  it("os-two-layers: four distributions, one family of kernels, and an app on one of them", () => {
    const lab = ended("os-two-layers");
    expect(lab.layers("kernel").map(({ label }) => label.split(" ")[0])).toEqual(Array(4).fill("Linux"));
    expect(new Set(lab.layers("userland").map(({ label }) => label)).size).toBe(4);
    expect(lab.layer("ubuntu/app/web").state).toBe("running");
  });

  it("three-apps-vms: three guest systems take 2.1 GB of disk and boot in a minute or two", () => {
    const lab = ended("three-apps-vms");
    const guests = lab.layers("guest-os");
    expect(guests).toHaveLength(3);
    expect(sum(guests, "diskBytes")).toBe(2_100_000_000);
    expect(lab.layers("kernel")).toHaveLength(4);
    for (const { readyMs } of guests) {
      expect(readyMs).toBeGreaterThan(60_000);
      expect(readyMs).toBeLessThan(120_000);
    }
    expect(lab.layers("app").map(({ state }) => state)).toEqual(Array(3).fill("running"));
  });

  it("three-apps-containers: no guest system, one kernel, and up in about 50 ms", () => {
    const lab = ended("three-apps-containers");
    expect(lab.layers("guest-os", "virtual-hardware", "hypervisor")).toEqual([]);
    expect(lab.layers("kernel")).toHaveLength(1);
    expect(lab.layers("container")).toHaveLength(3);
    for (const { readyMs, state } of lab.layers("container")) {
      expect(state).toBe("running");
      expect(readyMs).toBeGreaterThan(30);
      expect(readyMs).toBeLessThan(80);
    }
  });

  it("docker-vs-vm and vms-vs-containers: left a kernel for each, right none", () => {
    for (const [name, count] of [
      ["docker-vs-vm", 1],
      ["vms-vs-containers", 3],
    ] as const) {
      const lab = ended(name);
      const all = lab.layers();
      const on = (side: string, kind: string) =>
        all.filter((layer) => layer.kind === kind && bottomOf(all, layer.id) === side).length;
      expect([on("left", "kernel"), on("right", "kernel")]).toEqual([1 + count, 1]);
      expect([on("left", "guest-os"), on("right", "container")]).toEqual([count, count]);
      const slowest = Math.max(...lab.layers("container").map(({ readyMs }) => readyMs ?? Number.NaN));
      expect(lab.layers("guest-os").every(({ readyMs }) => (readyMs ?? 0) > 500 * slowest)).toBe(true);
    }
  });

  it("traditional-vs-virtual: left the apps share one system, right each has its own, beside a management VM", () => {
    const lab = ended("traditional-vs-virtual");
    const all = lab.layers();
    const systemOf = (app: string): string => {
      const layer = lab.layer(app);
      return layer.kind === "host-os" || layer.kind === "guest-os" ? layer.id : systemOf(layer.on ?? "");
    };
    const systems = lab.layers("app").map(({ id }) => systemOf(id));
    expect(systems).toEqual(["left/os", "left/os", "left/os", "crm/os", "database/os", "java/os"]);
    expect(lab.layers("host-os").map(({ id }) => id)).toEqual(["left/os"]);
    expect(lab.layer("right-dom0")).toMatchObject({ on: "right/hypervisor", state: "running" });
    expect(lab.layer("right/hypervisor").on).toBe("right");
    expect(bottomOf(all, "java/app/jvm")).toBe("right");
  });

  it("type-1-vs-type-2: the hypervisor stands on the hardware on the left, on a system on the right", () => {
    const lab = ended("type-1-vs-type-2");
    expect([lab.layer("left/hypervisor").on, lab.layer("right/hypervisor").on]).toEqual(["left", "right/os"]);
    expect(states(lab, "vm1/os", "vm2/os", "vm3/os", "vm4/os")).toEqual(Array(4).fill("running"));
    expect(lab.layers("hypervisor").map(({ state }) => state)).toEqual(["running", "running"]);
  });

  it("docker-desktop: the containers' kernels are Linux, those of the laptops are not", () => {
    const lab = ended("docker-desktop");
    for (const laptop of ["windows", "mac", "old"]) {
      expect(lab.layer(`${laptop}/kernel`).label).not.toMatch(/^Linux/);
      expect(lab.layer(`${laptop}-linux/kernel`).label).toMatch(/^Linux/);
      expect(lab.layer(`${laptop}-linux/container/web`)).toMatchObject({ state: "running" });
      expect(lab.layer(`${laptop}-linux`).label).toContain("hidden");
      expect(bottomOf(lab.layers(), `${laptop}-linux/container/web`)).toBe(laptop);
    }
  });
});
