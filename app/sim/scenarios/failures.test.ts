import { describe, expect, it } from "vitest";
import { containers } from "../container/tables";
import { happenings, layersOf } from "../index";
import { cgroups } from "../kernel/cgroup/table";
import { kernels } from "../kernel/kernel";
import { exitCode } from "../kernel/process/exit";
import { processes } from "../kernel/process/table";
import { type Acting, PATIENCE_MS, sum } from "../testing/claims";
import { begun, ended } from "../testing/ready";

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
