import { describe, expect, it } from "vitest";
import { engineCosts } from "../../costs/engine";
import { cgroups } from "../../kernel/cgroup/table";
import { disks } from "../../kernel/files/tables";
import { treeBytes } from "../../kernel/files/tree";
import { processes } from "../../kernel/process/table";
import { machineNamed } from "../../machine/access";
import { engineLab, engineNow, runIn, stateOf, testLab, theContainer } from "../../testing/engine";
import { engines } from "../tables";
import { answers, engineAt, engineFor, kernelUnder } from "./access";
import { daemonShares } from "./groups";
import { skeletonTree } from "./skeleton";

const box = { machine: "box" };

describe("reaching an engine", () => {
  it("E10: it answers while its kernel and its daemon run, also while it stops", () => {
    const lab = engineLab(["alpine"]);
    const answering = () => answers(lab.world, engineNow(lab));
    expect(answering()).toBe(true);
    runIn(lab, "app");
    lab.begin({ do: "stopEngine", ...box });
    expect([engineNow(lab).state, answering()]).toEqual(["stopping", true]);
    lab.pass(20_000);
    expect([engineNow(lab).state, answering()]).toEqual(["stopped", false]);
    lab.begin({ do: "startEngine", ...box });
    expect(engineAt(lab.world, "box")).toMatchObject({
      refusal: { code: "no-daemon", why: "the daemon is still starting" },
    });
    lab.pass(2_000);
    expect(answering()).toBe(true);
    lab.act({ do: "powerOff", ...box });
    expect(answering()).toBe(false);
    expect(kernelUnder(lab.world, engineNow(lab))).toBeUndefined();
    expect(engineFor(lab.world, "box").ok).toBe(true);
  });

  it("E10: while the machine boots, its engine is refused", () => {
    const lab = engineLab([]);
    lab.act({ do: "powerOff", ...box });
    lab.begin({ do: "powerOn", ...box });
    lab.pass(1_000);
    expect(engineAt(lab.world, "box")).toMatchObject({ refusal: { code: "machine-booting" } });
  });

  it("E10: every command refuses alike without an engine", () => {
    const lab = testLab();
    lab.act({ do: "addMachine", name: "box", preset: "server", os: "debian-13" });
    const container = { ...box, container: "x1" };
    const codes = [
      lab.refused({ do: "createContainer", ...box, image: "alpine" }),
      lab.refused({ do: "startContainer", ...container }),
      lab.refused({ do: "stopContainer", ...container }),
      lab.refused({ do: "restartContainer", ...container }),
      lab.refused({ do: "killContainer", ...container }),
      lab.refused({ do: "pauseContainer", ...container }),
      lab.refused({ do: "unpauseContainer", ...container }),
      lab.refused({ do: "removeContainer", ...container }),
      lab.refused({ do: "renameContainer", ...container, name: "y1" }),
      lab.refused({ do: "updateContainer", ...container }),
      lab.refused({ do: "execInContainer", ...container, command: ["sh"] }),
      lab.refused({ do: "copyToContainer", ...container, path: "/x", content: "" }),
      lab.refused({ do: "migrateContainer", ...container, to: "box" }),
      lab.refused({ do: "pruneContainers", ...box }),
      lab.refused({ do: "startEngine", ...box }),
      lab.refused({ do: "stopEngine", ...box }),
      lab.refused({ do: "crashEngine", ...box }),
    ].map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["no-engine"]));
  });

  it("E5: every command that names a container refuses one that is not there", () => {
    const lab = engineLab([]);
    const container = { ...box, container: "x1" };
    const refusals = [
      lab.refused({ do: "startContainer", ...container }),
      lab.refused({ do: "stopContainer", ...container }),
      lab.refused({ do: "restartContainer", ...container }),
      lab.refused({ do: "pauseContainer", ...container }),
      lab.refused({ do: "unpauseContainer", ...container }),
      lab.refused({ do: "removeContainer", ...container }),
      lab.refused({ do: "renameContainer", ...container, name: "y1" }),
      lab.refused({ do: "updateContainer", ...container }),
      lab.refused({ do: "execInContainer", ...container, command: ["sh"] }),
      lab.refused({ do: "copyToContainer", ...container, path: "/x", content: "" }),
      lab.refused({ do: "migrateContainer", ...container, to: "box" }),
    ].map(({ what }) => what);
    expect(new Set(refusals)).toEqual(new Set(["No such container: x1"]));
  });
});

describe("what an engine costs", () => {
  it("E80: room on its machine's disk, and memory while its programs run", () => {
    const lab = testLab();
    lab.act({ do: "addMachine", name: "box", preset: "server", os: "debian-13" });
    lab.act({ do: "powerOn", ...box });
    const machine = machineNamed(lab.world, "box");
    if (!machine.ok) throw new Error("no machine");
    const used = () => lab.world.must(disks, machine.value.disk).usedBytes;
    const before = used();
    lab.act({ do: "installEngine", ...box });
    expect(used() - before).toBe(engineCosts.engineDiskBytes.value);
    const { daemon, containerd } = engineNow(lab);
    expect(lab.world.must(processes, daemon ?? 0).rssBytes).toBe(engineCosts.daemonBytes.value);
    expect(lab.world.must(processes, containerd ?? 0).rssBytes).toBe(engineCosts.containerdBytes.value);
  });

  it("E80: a disk that is too full for it refuses it, and nothing is left behind", () => {
    const lab = testLab();
    lab.act({ do: "addMachine", name: "box", preset: "server", os: "debian-13", diskBytes: 1_000_000_000 });
    expect(lab.refused({ do: "installEngine", ...box }).code).toBe("ENOSPC");
    expect(lab.world.count(engines)).toBe(0);
  });

  it("E13: the daemon's work is charged to its own group", () => {
    const lab = engineLab([]);
    const { cpu } = daemonShares(lab.world, engineNow(lab));
    const group = lab.world.all(cgroups).find(({ flow }) => flow === cpu);
    expect(group?.name).toBe("docker.service");
  });

  it("E15: the directories to mount on are one tree for all containers, and take no room", () => {
    const lab = engineLab(["alpine"]);
    const tree = skeletonTree(lab.world, engineNow(lab).id);
    runIn(lab, "one");
    expect(skeletonTree(lab.world, engineNow(lab).id)).toBe(tree);
    expect(treeBytes(lab.world, tree)).toBe(0);
  });
});

describe("a daemon under pressure", () => {
  it("E87: a container that ignores its stop signal is killed in time for the daemon's end", () => {
    const lab = engineLab(["alpine"]);
    runIn(lab, "deaf", { stopTimeout: 100_000 });
    lab.begin({ do: "stopEngine", ...box });
    lab.pass(engineCosts.shutdownMs.value - 1);
    expect(engineNow(lab).state).toBe("stopping");
    lab.pass(1);
    expect([stateOf(lab, "deaf"), engineNow(lab).state]).toEqual(["exited 137", "stopped"]);
    expect(theContainer(lab, "deaf").stoppedByHand).toBe(false);
  });

  it("E87: starts that are under way are given up when the engine stops", () => {
    const lab = engineLab(["alpine"]);
    lab.begin({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "9"], name: "half" });
    lab.pass(20);
    lab.begin({ do: "stopEngine", ...box });
    lab.pass(100);
    expect([stateOf(lab, "half"), engineNow(lab).state]).toEqual(["created", "stopped"]);
  });

  it("E86: pulls end with the daemon, and a run that waits for one is forgotten", () => {
    const lab = engineLab([]);
    lab.begin({ do: "runContainer", ...box, image: "nginx", name: "web" });
    lab.pass(100);
    lab.begin({ do: "crashEngine", ...box });
    lab.pass(120_000);
    lab.act({ do: "startEngine", ...box });
    expect(() => theContainer(lab, "web")).toThrow();
    lab.begin({ do: "runContainer", ...box, image: "nginx", name: "web" });
    lab.pass(120_000);
    expect(stateOf(lab, "web")).toBe("running");
  });
});
