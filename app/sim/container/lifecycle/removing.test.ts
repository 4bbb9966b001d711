import { describe, expect, it } from "vitest";
import { fileSystems } from "../../kernel/files/tables";
import { namespaces } from "../../kernel/namespace/table";
import { processes } from "../../kernel/process/table";
import { kernelOf, machineNamed } from "../../machine/access";
import {
  containerNow,
  engineLab,
  type Lab,
  runIn,
  stateOf,
  storyOf,
  theContainer,
} from "../../testing/engine";

const box = { machine: "box" };

/** A process of the host that has entered a container's mount namespace, as `nsenter -m` does; answers with its number. */
function enter(lab: Lab, name: string): number {
  const machine = machineNamed(lab.world, "box");
  const kernel = machine.ok ? kernelOf(lab.world, machine.value.id) : undefined;
  const first = lab.world.must(processes, theContainer(lab, name).process ?? 0);
  const inode = lab.world.must(namespaces, first.ns.mnt).inode;
  lab.act({ do: "spawnProcess", ...box, pid: 1, argv: ["sleep", "infinity"] });
  const guest = lab.world.find(processes, "kernel", kernel?.id ?? 0).at(-1);
  const pid = guest?.pids[0]?.pid ?? 0;
  lab.act({ do: "enterNamespace", ...box, pid, inode });
  return pid;
}

function heldLab(options = {}) {
  const lab = engineLab();
  runIn(lab, "app", { command: ["sleep", "infinity"], ...options });
  lab.pass(1_000);
  return { lab, pid: enter(lab, "app"), upper: theContainer(lab, "app").upper };
}

describe("removing a container whose files somebody outside still uses", () => {
  it("E48: leaves it dead, with its record and its files, and says so", () => {
    const { lab, upper } = heldLab();
    lab.act({ do: "removeContainer", ...box, container: "app", force: true });
    lab.pass(1_000);
    expect(theContainer(lab, "app")).toMatchObject({ state: "dead", process: null, upper });
    expect(theContainer(lab, "app").error).toContain("device or resource busy");
    expect(lab.world.first(fileSystems, "root", upper)).toBeDefined();
    expect(storyOf(lab, "box/container/app").at(-1)).toBe("dead");
  });

  it("E48: a dead container cannot be started, nor by the daemon, and pruning leaves it", () => {
    const { lab } = heldLab({ restart: "always" });
    lab.act({ do: "removeContainer", ...box, container: "app", force: true });
    lab.pass(1_000);
    expect(lab.refused({ do: "startContainer", ...box, container: "app" })).toMatchObject({
      code: "dead",
      what: "container is marked for removal and cannot be started",
    });
    expect(lab.refused({ do: "restartContainer", ...box, container: "app" }).code).toBe("dead");
    lab.act({ do: "pruneContainers", ...box });
    lab.act({ do: "crashEngine", ...box });
    lab.act({ do: "startEngine", ...box });
    lab.pass(10_000);
    expect(theContainer(lab, "app").state).toBe("dead");
  });

  it("E48: once it is let go it is removed like any other", () => {
    const { lab, pid } = heldLab();
    lab.act({ do: "removeContainer", ...box, container: "app", force: true });
    lab.pass(1_000);
    lab.act({ do: "signal", ...box, pid: 1, target: pid, signal: 9 });
    lab.pass(1_000);
    lab.act({ do: "removeContainer", ...box, container: "app" });
    expect(containerNow(lab, "app")).toBeUndefined();
    runIn(lab, "app", { command: ["sleep", "1000"] });
    lab.pass(1_000);
    expect(stateOf(lab, "app")).toBe("running");
  });

  it("E48: losing its machine's power lets it go too", () => {
    const { lab } = heldLab();
    lab.act({ do: "removeContainer", ...box, container: "app", force: true });
    lab.act({ do: "powerOff", ...box });
    lab.act({ do: "powerOn", ...box });
    lab.pass(200_000);
    expect(theContainer(lab, "app").state).toBe("dead");
    lab.act({ do: "removeContainer", ...box, container: "app" });
    expect(containerNow(lab, "app")).toBeUndefined();
  });
});
