import { describe, expect, it } from "vitest";
import type { CommandInput } from "../../sim/index";
import { remediesOf, waitsFor } from "./remedies";
import { engineHost, host, PATIENCE_MS, Trial } from "./trials/trial";

const run = (machine: string, name = "web"): CommandInput => ({
  do: "runContainer",
  machine,
  image: "nginx",
  name,
});
const kvm: CommandInput = { do: "installHypervisor", machine: "laptop", product: "kvm" };
const vm = (name: string, more: object = {}): CommandInput =>
  ({ do: "createVm", host: "laptop", name, os: "alpine-3.22", ...more }) as CommandInput;
const on = (machine: string): CommandInput => ({ do: "powerOn", machine });
const off = (name: string, os: string): CommandInput => ({ do: "addMachine", name, preset: "laptop", os });
const bare = (name: string): CommandInput => ({ do: "addMachine", name, preset: "server" });

type Case = readonly [
  code: string,
  setup: readonly CommandInput[],
  asked: readonly CommandInput[],
  labels: readonly string[],
];

const CASES: readonly Case[] = [
  [
    "wrong-os",
    host("pc", "windows-11"),
    [{ do: "installEngine", machine: "pc" }, run("pc")],
    ["Install Docker Desktop, then go on", "Install Docker Toolbox, then go on"],
  ],
  [
    "wrong-os",
    host("pc", "windows-7"),
    [{ do: "installEngine", machine: "pc" }, run("pc")],
    ["Install Docker Toolbox, then go on"],
  ],
  ["no-engine", host("laptop"), [run("laptop")], ["Install Docker Engine, then go on"]],
  [
    "wrong-os",
    host("laptop"),
    [{ do: "installHypervisor", machine: "laptop", product: "hyper-v" }],
    ["Install KVM instead", "Install Oracle VirtualBox instead"],
  ],
  [
    "wrong-os",
    host("laptop"),
    [{ do: "installDockerDesktop", machine: "laptop" }, run("laptop")],
    ["Install Docker Engine, then go on"],
  ],
  [
    "os-too-old",
    host("pc", "windows-7"),
    [{ do: "installDockerDesktop", machine: "pc" }],
    ["Install Docker Toolbox"],
  ],
  [
    "machine-off",
    [off("laptop", "debian-13"), { do: "installEngine", machine: "laptop" }],
    [run("laptop")],
    ["Switch on laptop first"],
  ],
  [
    "machine-off",
    [off("laptop", "debian-13"), kvm, vm("vm1")],
    [on("vm1")],
    ["Switch on laptop and vm1 first"],
  ],
  [
    "hypervisor-down",
    [bare("laptop"), { do: "installHypervisor", machine: "laptop", product: "esxi" }, vm("vm1")],
    [on("vm1")],
    ["Switch on laptop and vm1 first"],
  ],
  [
    "hypervisor-down",
    [
      bare("laptop"),
      { do: "installHypervisor", machine: "laptop", product: "esxi" },
      on("laptop"),
      vm("vm1"),
      { do: "crashHypervisor", machine: "laptop" },
    ],
    [on("vm1")],
    ["Restart laptop first"],
  ],
  [
    "kernel-panicked",
    [...engineHost("laptop"), { do: "crashKernel", machine: "laptop" }],
    [run("laptop")],
    ["Restart laptop first"],
  ],
  [
    "machine-paused",
    [...host("laptop"), kvm, vm("vm1"), on("vm1"), { do: "pauseVm", machine: "vm1" }],
    [{ do: "crashKernel", machine: "vm1" }],
    ["Let vm1 go on first"],
  ],
  [
    "no-daemon",
    [...engineHost("laptop"), { do: "crashEngine", machine: "laptop" }],
    [run("laptop")],
    ["Start the engine first"],
  ],
  [
    "name-taken",
    [...engineHost("laptop"), run("laptop")],
    [run("laptop")],
    ["Name it web-2", "Remove the container web first"],
  ],
  ["name-taken", host("laptop"), host("laptop"), ["Name it laptop-2"]],
  ["bad-name", [], host("My Laptop"), ["Name it my-laptop"]],
  [
    "no-memory",
    [...host("laptop"), kvm, vm("vm1", { memoryBytes: 12e9 }), on("vm1")],
    [vm("vm2", { memoryBytes: 8e9 }), on("vm2")],
    ["Switch off vm1 first", "Give it half as much memory"],
  ],
  ["too-many-cpus", [...host("laptop"), kvm], [vm("vm1", { vcpus: 64 })], ["Give it 8 virtual processors"]],
  [
    "too-little-memory",
    [...host("laptop"), kvm],
    [vm("vm1", { os: "windows-11", memoryBytes: 1e9 })],
    ["Give it 4 GB of memory", "Take Alpine Linux 3.22 instead"],
  ],
  [
    "ENOSPC",
    [...host("laptop"), kvm],
    [vm("vm1", { diskBytes: 900e9, disk: "full" })],
    ["Make its disk thin", "Let its disk be as large as it needs"],
  ],
  [
    "no-hypervisor",
    host("laptop"),
    [vm("vm1"), on("vm1")],
    ["Install KVM on laptop first", "Install Oracle VirtualBox on laptop first"],
  ],
  ["needs-os", [bare("laptop")], [kvm], ["Install Ubuntu on laptop first"]],
  ["no-os", [bare("laptop")], [on("laptop")], ["Install Ubuntu on laptop first"]],
  [
    "needs-bare-machine",
    host("laptop"),
    [{ do: "installHypervisor", machine: "laptop", product: "esxi" }, vm("vm1"), on("vm1")],
    ["Put it onto a new server, server", "Install KVM instead", "Install Oracle VirtualBox instead"],
  ],
  [
    "has-os",
    host("laptop"),
    [{ do: "installOs", machine: "laptop", os: "debian-13" }],
    ["Put it onto a new laptop, laptop-2"],
  ],
  [
    "still-on",
    [...host("laptop"), kvm, vm("vm1"), on("vm1")],
    [{ do: "deleteVm", machine: "vm1" }],
    ["Switch vm1 off first"],
  ],
  [
    "has-snapshots",
    [
      ...host("laptop"),
      ...host("other"),
      kvm,
      { do: "installHypervisor", machine: "other", product: "kvm" },
      vm("vm1"),
      on("vm1"),
      { do: "snapshotVm", machine: "vm1", snapshot: "before" },
    ],
    [{ do: "migrateVm", machine: "vm1", to: "other" }],
    ["Delete its snapshot first"],
  ],
  [
    "not-running",
    [...engineHost("laptop"), run("laptop"), { do: "killContainer", machine: "laptop", container: "web" }],
    [{ do: "execInContainer", machine: "laptop", container: "web", command: ["sleep", "9"] }],
    ["Start web first"],
  ],
  [
    "running",
    [...engineHost("laptop"), run("laptop")],
    [{ do: "removeContainer", machine: "laptop", container: "web" }],
    ["Remove it by force"],
  ],
  [
    "image-in-use",
    [...engineHost("laptop"), run("laptop")],
    [{ do: "removeImage", machine: "laptop", image: "nginx" }],
    ["Remove its name by force"],
  ],
  [
    "no-image",
    engineHost("laptop"),
    [{ ...run("laptop"), do: "createContainer" } as CommandInput],
    ["Pull nginx first"],
  ],
  [
    "bad-limit",
    engineHost("laptop"),
    [{ ...run("laptop"), cpus: 99 } as CommandInput],
    ["Take the nearest limits that are possible"],
  ],
  ["no-machine", [], [run("laptop")], ["Add a laptop named laptop first"]],
  [
    "manifest-unknown",
    engineHost("laptop"),
    [{ ...run("laptop"), image: "nginx:0.1" } as CommandInput],
    ["Take nginx:latest"],
  ],
];

describe("ways out of refusals", { timeout: PATIENCE_MS }, () => {
  it.each(CASES)("%s: what the buttons say they make possible, they do", (code, setup, asked, labels) => {
    const trial = Trial.of(...setup);
    const refusal = trial.fork().tries(asked);
    expect(refusal?.code).toBe(code);
    if (refusal === undefined) return;
    const remedies = remediesOf(refusal, asked, trial.layers);
    expect(remedies.map(({ label }) => label)).toEqual(labels);
    for (const { label, commands } of remedies) {
      const fork = trial.fork();
      const again = fork.tries(commands);
      // A machine that is added brings no engine along: that is the next button.
      if (code === "no-machine") expect(again?.code).toBe("no-engine");
      else expect({ label, again }).toEqual({ label, again: undefined });
    }
  });

  it("what nothing we know would make possible has no button", () => {
    const refusal = { code: "pull-denied", what: "It cannot be pulled", why: "there is none" };
    expect(remediesOf(refusal, [run("laptop")], [])).toEqual([]);
    expect(remediesOf({ ...refusal, code: "constructor" }, [run("laptop")], [])).toEqual([]);
  });

  it("no rule fails where a world lacks what it looks for", () => {
    const trial = Trial.of(...engineHost("laptop"));
    const codes = new Set(CASES.map(([code]) => code));
    const commands = CASES.flatMap(([, , asked]) => asked);
    for (const code of codes)
      for (const command of commands)
        for (const layers of [[], trial.layers])
          for (const remedy of remediesOf({ code, what: "It", why: "because" }, [command], layers))
            expect(remedy.label).not.toMatch(/undefined|\s$/);
  });
});

describe("refusals that pass by themselves", { timeout: PATIENCE_MS }, () => {
  const refusalOf = (trial: Trial, command: CommandInput) => {
    const done = trial.sim.dispatch(command);
    if (done.ok) throw new Error("it was not refused");
    return done.refusal;
  };

  it("a machine that boots, a daemon or a hypervisor that starts", () => {
    const trial = Trial.of(off("laptop", "debian-13"), { do: "installEngine", machine: "laptop" });
    expect(waitsFor(refusalOf(trial, run("laptop")))).toBe(false);
    trial.sim.dispatch(on("laptop"));
    expect(waitsFor(refusalOf(trial, run("laptop")))).toBe(true);
    const esxi = Trial.of(
      bare("laptop"),
      { do: "installHypervisor", machine: "laptop", product: "esxi" },
      vm("vm1"),
    );
    expect(waitsFor(refusalOf(esxi, on("vm1")))).toBe(false);
    esxi.sim.dispatch(on("laptop"));
    expect(waitsFor(refusalOf(esxi, on("vm1")))).toBe(true);
  });

  it("the hidden machine of an engine that comes up", () => {
    const trial = Trial.of(...host("pc", "windows-11"), { do: "installDockerDesktop", machine: "pc" });
    trial.does({ do: "powerOff", machine: "pc-linux" });
    expect(waitsFor(refusalOf(trial, run("pc")))).toBe(false);
    trial.sim.dispatch({ do: "startEngine", machine: "pc" });
    expect(waitsFor(refusalOf(trial, run("pc")))).toBe(true);
  });

  it("what a command just before has begun", () => {
    const trial = Trial.of(...engineHost("laptop"));
    const create = { ...run("laptop"), do: "createContainer" } as CommandInput;
    const refusal = refusalOf(trial, create);
    expect(waitsFor(refusal)).toBe(false);
    expect(waitsFor(refusal, [{ do: "pullImage", machine: "laptop", image: "nginx" }])).toBe(true);
  });
});
