import { describe, expect, it } from "vitest";
import { containers } from "../container/tables";
import { happenings, layersOf, readyScenario, readyScenarioNames, Simulation } from "../index";
import { cgroups } from "../kernel/cgroup/table";
import { kernels } from "../kernel/kernel";
import { exitCode } from "../kernel/process/exit";
import { processes } from "../kernel/process/table";
import { machines } from "../machine/tables";
import { type Acting, actingIn, bottomOf, PATIENCE_MS, sum } from "../testing/claims";

/** A ready scenario whose log has been carried out, up to the time of its last entry. */
function begun(name: string): Acting {
  const scenario = readyScenario(name);
  const started = scenario && Simulation.start(scenario);
  if (!started?.ok) throw new Error(`${name}: ${JSON.stringify(started?.refusal)}`);
  return actingIn(started.value);
}

/** A ready scenario when all that it is to show has been seen. */
function ended(name: string): Acting {
  const lab = begun(name);
  lab.settle();
  lab.sim.advance(Math.max(lab.sim.now, lab.sim.scenario.lasts));
  lab.settle();
  return lab;
}

const storyOf = ({ sim }: Acting, layer: string) =>
  sim.world
    .find(happenings, "layer", layer)
    .filter(({ at }) => at >= 0)
    .map(({ what }) => what);

/** States of layers by the ends of their identifiers. */
const states = (lab: Acting, ...ids: string[]) => ids.map((id) => lab.layer(id).state);

function containerOf({ sim }: Acting, layer: string) {
  const found = sim.world.first(containers, "layer", layer);
  if (found === undefined) throw new Error(`no container ${layer}`);
  return found;
}

const codeOf = (lab: Acting, layer: string) => {
  const { exit } = containerOf(lab, layer);
  return exit === null ? null : exitCode(exit);
};

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

describe("stories of failure", { timeout: PATIENCE_MS }, () => {
  it("app-crash: started again three times, then left alone; the neighbour runs on", () => {
    const lab = ended("app-crash");
    expect(states(lab, "laptop/container/faulty", "laptop/container/cache")).toEqual(["exited", "running"]);
    expect(codeOf(lab, "laptop/container/faulty")).toBe(3);
    expect(containerOf(lab, "laptop/container/faulty").restarts).toBe(3);
    const story = storyOf(lab, "laptop/container/faulty");
    expect(story.filter((what) => what === "started")).toHaveLength(4);
    expect(story.filter((what) => what === "exited")).toHaveLength(4);
    expect(storyOf(lab, "laptop/container/cache")).toEqual(["created", "started"]);
  });

  it("out-of-memory-group: killed at its limit of 64 MiB; nobody else is", () => {
    const lab = ended("out-of-memory-group");
    expect(states(lab, "laptop/container/leak", "laptop/container/web")).toEqual(["exited", "running"]);
    expect(containerOf(lab, "laptop/container/leak").oomKilled).toBe(true);
    expect(codeOf(lab, "laptop/container/leak")).toBe(137);
    const kills = lab.sim.world.all(happenings).filter(({ what }) => what === "oom-kill");
    expect(kills).toMatchObject([
      { layer: "laptop/container/leak", text: expect.stringContaining("control group") },
    ]);
    expect(kills[0]?.at).toBeLessThan(2_000);
  });

  it("out-of-memory-host: the host's kernel kills, when all memory is gone", () => {
    const lab = begun("out-of-memory-host");
    const free = () => (lab.layer("laptop").capacity?.memoryBytes ?? 0) - sum(lab.layers(), "memoryBytes");
    lab.wait(100_000);
    expect(lab.layer("laptop/container/leak").state).toBe("running");
    expect(free()).toBeLessThan(7_000_000_000);
    lab.sim.advance(lab.sim.scenario.lasts);
    expect(states(lab, "laptop/container/leak", "laptop/container/web", "laptop/kernel")).toEqual([
      "exited",
      "running",
      "running",
    ]);
    expect(free()).toBeGreaterThan(14_000_000_000);
    expect(lab.sim.world.all(happenings).filter(({ what }) => what === "oom-kill")).toMatchObject([
      { layer: "laptop/container/leak", text: expect.stringContaining("whole system") },
    ]);
  });

  it("fork-bomb: all process numbers are taken, and nobody can start anything", () => {
    const lab = ended("fork-bomb");
    const [kernel] = lab.sim.world.all(kernels);
    expect(lab.sim.world.count(processes)).toBe((kernel?.pidMax ?? 0) - 1);
    expect(
      lab.refused({ do: "execInContainer", machine: "laptop", container: "web", command: ["ls"] }).why,
    ).toContain("process numbers");
    expect(storyOf(lab, "laptop/container/bomb")).toEqual(["created", "started", "fork-refused"]);
    expect(states(lab, "laptop/container/web", "laptop/kernel")).toEqual(["running", "running"]);
  });

  it("fork-bomb-limited: it stops at 100 processes, and others start as ever", () => {
    const lab = ended("fork-bomb-limited");
    const group = lab.sim.world.get(cgroups, containerOf(lab, "laptop/container/bomb").cgroup ?? 0);
    expect(group).toMatchObject({ pidsMax: 100, pidsCurrent: 100 });
    expect(storyOf(lab, "laptop/container/bomb")).toEqual(["created", "started", "fork-refused"]);
    lab.act({ do: "execInContainer", machine: "laptop", container: "web", command: ["sleep", "9"] });
    lab.act({
      do: "runContainer",
      machine: "laptop",
      image: "alpine",
      name: "other",
      command: ["sleep", "9"],
    });
    expect(lab.layer("laptop/container/other").state).toBe("running");
  });

  it("guest-kernel-panic: the second machine stands still, its neighbours and the host run on", () => {
    const lab = ended("guest-kernel-panic");
    expect(states(lab, "vm1/os", "vm2/os", "vm3/os", "laptop/os")).toEqual([
      "running",
      "panicked",
      "running",
      "running",
    ]);
    expect(states(lab, "vm1/app/web", "vm2/app/cache", "vm3/app/database")).toEqual([
      "running",
      "off",
      "running",
    ]);
    expect(storyOf(lab, "vm2/kernel").at(-1)).toBe("panicked");
  });

  it("host-kernel-panic: all containers and the virtual machine go with it", () => {
    const lab = ended("host-kernel-panic");
    expect(lab.layer("laptop/os").state).toBe("panicked");
    expect(lab.layers("container").map(({ state }) => state)).toEqual(Array(3).fill("exited"));
    expect(states(lab, "vm1", "laptop/hypervisor", "laptop/engine")).toEqual(["crashed", "crashed", "off"]);
    expect(lab.layers("app").filter(({ state }) => state === "running")).toEqual([]);
    expect(sum(lab.layers(), "memoryBytes")).toBe(0);
  });

  it("hypervisor-crash: three kernels, one hypervisor, none left", () => {
    const lab = ended("hypervisor-crash");
    expect(lab.layer("server/hypervisor").state).toBe("crashed");
    expect(states(lab, "vm1", "vm2", "vm3")).toEqual(Array(3).fill("crashed"));
    expect(lab.layers("app").map(({ state }) => state)).toEqual(Array(3).fill("off"));
    expect(lab.sim.at(299_000).now).toBe(299_000);
    expect(
      layersOf(lab.sim.at(299_000)).filter(({ kind, state }) => kind === "app" && state === "running"),
    ).toHaveLength(3);
  });

  it.each([
    ["daemon-crash", ["created", "started", "exited"], "exited"],
    ["daemon-crash-live-restore", ["created", "started", "restored"], "running"],
  ])("%s: the container runs on without a daemon; afterwards it is %j", (name, story, state) => {
    const lab = ended(name);
    const without = layersOf(lab.sim.at(7_000));
    const then = (id: string) => without.find((layer) => layer.id === id)?.state;
    expect([then("laptop/engine"), then("laptop/container/web")]).toEqual(["crashed", "running"]);
    expect(states(lab, "laptop/engine", "laptop/container/web")).toEqual(["running", state]);
    expect(storyOf(lab, "laptop/container/web")).toEqual(story);
  });

  it("power-loss: everything is gone at once; what was to be kept running comes back with the machine", () => {
    const lab = ended("power-loss");
    const dark = layersOf(lab.sim.at(7_000));
    expect(dark.filter(({ state }) => state === "running")).toEqual([]);
    expect(sum(dark, "memoryBytes")).toBe(0);
    expect(sum(dark, "diskBytes")).toBeGreaterThan(1_000_000_000);
    expect(
      states(lab, "laptop/container/web", "laptop/container/cache", "laptop/container/database"),
    ).toEqual(["running", "exited", "exited"]);
    expect(codeOf(lab, "laptop/container/cache")).toBe(137);
    expect(storyOf(lab, "laptop")).toContain("power-lost");
  });

  it("kernel-exploit: from a guest only the guest falls, from a container the host with all that is on it", () => {
    const lab = ended("kernel-exploit");
    const taken = (layers: ReturnType<typeof layersOf>) =>
      layers.filter(({ compromised }) => compromised).map(({ id }) => id);
    const first = taken(layersOf(lab.sim.at(305_000)));
    expect(first.every((id) => id.startsWith("vm1/"))).toBe(true);
    expect(first).toContain("vm1/kernel");
    const both = taken(lab.layers());
    for (const id of [
      "laptop/kernel",
      "laptop/engine",
      "laptop/container/cache",
      "laptop/container/database/app",
    ])
      expect(both).toContain(id);
    expect(both.filter((id) => id.startsWith("vm2") || id.startsWith("server"))).toEqual([]);
  });
});
