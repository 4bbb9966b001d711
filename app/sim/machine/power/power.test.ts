import { describe, expect, it } from "vitest";
import { happenings } from "../../core/happenings";
import { works } from "../../core/work";
import { World } from "../../core/world";
import { shutdownCosts } from "../../costs/boot";
import guest from "../../costs/guest.json" with { type: "json" };
import { mkdir, writeFile } from "../../kernel/files/change";
import { readFile } from "../../kernel/files/read";
import { viewOf } from "../../kernel/files/view";
import { type Kernel, kernels } from "../../kernel/kernel";
import { panicKernel } from "../../kernel/life/panic";
import { usedMemory } from "../../kernel/memory/account";
import { processes } from "../../kernel/process/table";
import { refusal, until, value, wait } from "../../testing/hosts";
import { start } from "../../testing/kernel";
import { ask, boot, machine, ready, running, tell, upMachine } from "../../testing/machines";
import { kernelOf } from "../access";
import { hypervisors, virtualMachines } from "../tables";

const history = (world: World, layer: string) =>
  world.find(happenings, "layer", layer).map(({ what }) => what);
const vmState = (world: World, name: string) =>
  world.first(virtualMachines, "machine", machine(world, name).id)?.state;
const grace = shutdownCosts.graceMs.value + shutdownCosts.settleMs.value;

/** A laptop with a hypervisor on it and two small running guests, `vm1` and `vm2`. */
function hostWithGuests(product: string, os = "debian-13"): World {
  const world = new World(1);
  upMachine(world, "laptop", { os });
  tell(world, { do: "installHypervisor", machine: "laptop", product });
  for (const name of ["vm1", "vm2"]) {
    tell(world, { do: "createVm", host: "laptop", name, os: "alpine-3.22", profile: "microvm" });
    boot(world, name);
  }
  return world;
}

/** A server with Xen on its bare hardware, dom0 and two small running guests. */
function xenWithGuests(): World {
  const world = new World(1);
  tell(world, { do: "addMachine", name: "server", preset: "server" });
  tell(world, { do: "installHypervisor", machine: "server", product: "xen" });
  tell(world, { do: "powerOn", machine: "server" });
  until(world, () => world.all(virtualMachines).every(({ state }) => state === "running"));
  for (const name of ["vm1", "vm2"]) {
    tell(world, { do: "createVm", host: "server", name, os: "alpine-3.22", profile: "microvm" });
    boot(world, name);
  }
  return world;
}

/** A laptop with a guest, `outer`, that has a running guest of its own, `inner`. */
function hostWithNested(): World {
  const world = new World(1);
  upMachine(world, "laptop", { os: "debian-13" });
  tell(world, { do: "installHypervisor", machine: "laptop", product: "kvm" });
  const gib = 2 ** 30;
  tell(world, {
    do: "createVm",
    host: "laptop",
    name: "outer",
    nested: true,
    os: "debian-13",
    memoryBytes: 6 * gib,
    profile: "microvm",
  });
  boot(world, "outer");
  tell(world, { do: "installHypervisor", machine: "outer", product: "kvm" });
  tell(world, {
    do: "createVm",
    host: "outer",
    name: "inner",
    os: "alpine-3.22",
    memoryBytes: gib,
    profile: "microvm",
  });
  boot(world, "inner");
  expect(running(world, "inner")).toContain("init");
  return world;
}

describe("switching on", () => {
  it("B1: a machine without a system or a bare-metal hypervisor has nothing to boot", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "server" });
    const before = world.toJSON();
    expect(refusal(ask(world, { do: "powerOn", machine: "box" }))).toEqual({
      code: "no-os",
      what: "box cannot be switched on",
      why: "its disk holds nothing to boot from",
      wayOut: "Install an operating system on box, or a hypervisor for bare hardware",
    });
    expect(world.toJSON()).toEqual(before);
  });

  it("B1: a machine that is on cannot be switched on, one that is off not off; nobody switches an unknown one", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "alpine-3.22" });
    for (const command of ["powerOff", "shutDown", "restart"])
      expect(refusal(ask(world, { do: command, machine: "box" })).code).toBe("already-off");
    tell(world, { do: "powerOn", machine: "box" });
    expect(refusal(ask(world, { do: "powerOn", machine: "box" })).code).toBe("already-on");
    expect(refusal(ask(world, { do: "shutDown", machine: "box" })).code).toBe("not-up");
    ready(world, "box");
    expect(refusal(ask(world, { do: "powerOn", machine: "box" })).code).toBe("already-on");
    expect(refusal(ask(world, { do: "powerOn", machine: "nobox" })).code).toBe("no-machine");
  });
});

describe("restarts", () => {
  it("B12: the disk is the same afterwards, memory is fresh", () => {
    const world = new World(1);
    const first = upMachine(world, "box", { os: "debian-13" });
    const shell = start(world, first.id, { name: "sh", rssBytes: 50e6 });
    const view = viewOf(world, shell);
    value(mkdir(world, view, "/srv/data"));
    value(writeFile(world, view, "/srv/data/kept", "on disk\n"));
    value(writeFile(world, view, "/run/lost", "in memory\n"));
    const used = usedMemory(world, first.id);
    tell(world, { do: "restart", machine: "box" });
    expect(running(world, "box")).toEqual([]);
    const second = ready(world, "box");
    expect(second.id).not.toBe(first.id);
    expect(running(world, "box")).not.toContain("sh");
    expect(usedMemory(world, second.id)).toBeLessThan(used - 50e6 + 1);
    const now = viewOf(world, world.must(processes, second.init));
    expect(readFile(world, now, "/srv/data/kept")).toEqual({ ok: true, value: "on disk\n" });
    expect(refusal(readFile(world, now, "/run/lost")).code).toBe("ENOENT");
  });

  it("B12: a guest comes back in the same way, on the same disk", () => {
    const world = hostWithGuests("kvm");
    const view = viewOf(
      world,
      world.must(processes, (kernelOf(world, machine(world, "vm1").id) as Kernel).init),
    );
    value(writeFile(world, view, "/root/kept", "hello"));
    tell(world, { do: "restart", machine: "vm1" });
    const kernel = ready(world, "vm1");
    const now = viewOf(world, world.must(processes, kernel.init));
    expect(readFile(world, now, "/root/kept")).toEqual({ ok: true, value: "hello" });
    expect(vmState(world, "vm1")).toBe("running");
  });
});

describe("a machine that stands still", () => {
  it("B15: loses its power like any other, and is not held when it is switched on again", () => {
    const world = hostWithNested();
    tell(world, { do: "pauseVm", machine: "outer" });
    expect(refusal(ask(world, { do: "shutDown", machine: "outer" })).code).toBe("not-up");
    tell(world, { do: "powerOff", machine: "outer" });
    for (const name of ["outer", "inner"]) expect(machine(world, name).power).toBe("off");
    for (const name of ["outer", "inner"]) boot(world, name);
  });

  it("B15: nor are guests within it that were off meanwhile", () => {
    const world = hostWithNested();
    tell(world, { do: "powerOff", machine: "inner" });
    tell(world, { do: "pauseVm", machine: "outer" });
    tell(world, { do: "powerOff", machine: "outer" });
    for (const name of ["outer", "inner"]) boot(world, name);
  });

  it("B15: a boot that is held goes on where it was", () => {
    const world = hostWithGuests("kvm");
    tell(world, { do: "restart", machine: "vm1" });
    wait(world, 100);
    tell(world, { do: "pauseVm", machine: "vm1" });
    wait(world, 5000);
    expect(machine(world, "vm1").power).toBe("paused");
    tell(world, { do: "resumeVm", machine: "vm1" });
    wait(world, guest.profiles.microvm.promptMs - 101);
    expect(machine(world, "vm1").power).toBe("booting");
    wait(world, 2);
    expect(machine(world, "vm1").power).toBe("on");
  });
});

describe("shutting down", () => {
  it("B13: every process is asked to end; who does not is stopped when the time of grace is over", () => {
    const world = new World(1);
    const kernel = upMachine(world, "box", { os: "debian-13" });
    start(world, kernel.id, { name: "polite", program: { kind: "idle", quits: true } });
    start(world, kernel.id, {
      name: "stubborn",
      program: { kind: "sleep", ms: null },
      newNamespaces: ["pid"],
    });
    tell(world, { do: "shutDown", machine: "box" });
    wait(world, grace / 2);
    expect(running(world, "box")).toEqual(["systemd", "stubborn"]);
    expect(machine(world, "box").power).toBe("on");
    wait(world, grace / 2 - 1);
    expect(running(world, "box")).toEqual(["systemd", "stubborn"]);
    wait(world, 1);
    expect(running(world, "box")).toEqual([]);
    expect(machine(world, "box")).toMatchObject({
      power: "off",
      memoryUsed: 0,
      poweredAt: null,
      readyAt: null,
    });
    expect(history(world, "box")).toEqual(["powered-on", "ready", "shutting-down", "shut-down"]);
    expect(world.must(kernels, kernel.id).state).toBe("off");
  });

  it("B13: who pulls the plug meanwhile and switches on again is not switched off by the old shut-down", () => {
    const world = new World(1);
    upMachine(world, "box", { os: "debian-13" });
    tell(world, { do: "shutDown", machine: "box" });
    wait(world, 1000);
    tell(world, { do: "restart", machine: "box" });
    ready(world, "box");
    wait(world, 2 * grace);
    expect(machine(world, "box").power).toBe("on");
  });

  it("B14: a host shuts its guests down first; they are off then, not crashed", () => {
    for (const product of ["kvm", "virtualbox"]) {
      const world = hostWithGuests(product);
      tell(world, { do: "shutDown", machine: "laptop" });
      wait(world, grace / 2);
      expect(running(world, "vm1")).toEqual(["init"]);
      wait(world, grace / 2);
      for (const name of ["laptop", "vm1", "vm2"]) expect(machine(world, name).power).toBe("off");
      expect([vmState(world, "vm1"), vmState(world, "vm2")]).toEqual(["off", "off"]);
      expect(history(world, "vm1")).not.toContain("crashed");
      boot(world, "laptop");
      boot(world, "vm1");
    }
  });

  it("B14: a management VM goes with its host, and cannot be shut down alone", () => {
    const world = xenWithGuests();
    const dom0 = world.must(virtualMachines, world.all(virtualMachines)[0]?.id ?? 0);
    const { name } = machine(world, "server");
    const management = world.first(hypervisors, "machine", machine(world, name).id)?.management;
    expect(management).toBe(dom0.machine);
    const dom0Name =
      world
        .all(happenings)
        .find(({ layer }) => layer.includes("dom0"))
        ?.layer.split("/")[0] ?? "";
    expect(refusal(ask(world, { do: "shutDown", machine: dom0Name })).code).toBe("management");
    tell(world, { do: "shutDown", machine: "server" });
    wait(world, grace);
    expect(world.all(virtualMachines).map(({ state }) => state)).toEqual(["off", "off", "off"]);
    expect(machine(world, "server")).toMatchObject({ power: "off", memoryUsed: 0 });
    tell(world, { do: "powerOn", machine: "server" });
    until(world, () => vmState(world, dom0Name) === "running");
    boot(world, "vm1");
  });

  it("B13: a guest that shuts down gives its memory back and leaves its host and neighbours alone", () => {
    const world = hostWithGuests("virtualbox");
    const host = kernelOf(world, machine(world, "laptop").id) as Kernel;
    const before = usedMemory(world, host.id);
    tell(world, { do: "shutDown", machine: "vm1" });
    wait(world, grace);
    expect(vmState(world, "vm1")).toBe("off");
    expect(vmState(world, "vm2")).toBe("running");
    expect(before - usedMemory(world, host.id)).toBeGreaterThanOrEqual(machine(world, "vm1").memoryBytes);
  });
});

describe("failures that spread", () => {
  it("X3: a guest's kernel panic ends what runs on that kernel, and nothing else", () => {
    const world = hostWithGuests("kvm");
    const others = [running(world, "vm2"), running(world, "laptop")];
    tell(world, { do: "crashKernel", machine: "vm1" });
    expect(running(world, "vm1")).toEqual([]);
    expect(machine(world, "vm1").power).toBe("on");
    expect([running(world, "vm2"), running(world, "laptop")]).toEqual(others);
    expect(vmState(world, "vm2")).toBe("running");
    expect(refusal(ask(world, { do: "crashKernel", machine: "vm1" })).code).toBe("kernel-panicked");
    tell(world, { do: "restart", machine: "vm1" });
    ready(world, "vm1");
    expect(running(world, "vm1")).toContain("init");
  });

  it.each(["kvm", "virtualbox"])("X4: a host's kernel panic takes every guest of %s along", (product) => {
    const world = hostWithGuests(product);
    tell(world, { do: "crashKernel", machine: "laptop" });
    for (const name of ["laptop", "vm1", "vm2"]) expect(running(world, name)).toEqual([]);
    expect([vmState(world, "vm1"), vmState(world, "vm2")]).toEqual(["crashed", "crashed"]);
    expect(machine(world, "laptop").power).toBe("on");
    expect(machine(world, "vm1").power).toBe("off");
    expect(history(world, "laptop")).toContain("panicked");
    expect(refusal(ask(world, { do: "powerOn", machine: "vm1" })).code).toBe("kernel-panicked");
    expect(refusal(ask(world, { do: "shutDown", machine: "laptop" })).code).toBe("not-up");
    tell(world, { do: "restart", machine: "laptop" });
    ready(world, "laptop");
    boot(world, "vm1");
    expect(vmState(world, "vm1")).toBe("running");
  });

  it("X4: a panic that nobody asked for does the same, to guests within guests too", () => {
    const world = hostWithNested();
    panicKernel(world, (kernelOf(world, machine(world, "laptop").id) as Kernel).id, "a test");
    wait(world, 0);
    expect([vmState(world, "outer"), vmState(world, "inner")]).toEqual(["crashed", "crashed"]);
    tell(world, { do: "restart", machine: "laptop" });
    ready(world, "laptop");
    for (const name of ["outer", "inner"]) boot(world, name);
  });

  it("X4: guests may be in the middle of their boot", () => {
    const world = hostWithGuests("kvm");
    tell(world, { do: "restart", machine: "vm1" });
    const booting = world.find(works, "owner", machine(world, "vm1").id);
    expect(booting).toHaveLength(1);
    tell(world, { do: "crashKernel", machine: "laptop" });
    wait(world, 100_000);
    expect(vmState(world, "vm1")).toBe("crashed");
    expect(world.all(works)).toEqual([]);
  });

  it("X4: the panic of Windows under Hyper-V, which manages it, takes its guests along", () => {
    const world = hostWithGuests("hyper-v", "windows-11");
    tell(world, { do: "crashKernel", machine: "laptop" });
    expect([vmState(world, "vm1"), vmState(world, "vm2")]).toEqual(["crashed", "crashed"]);
  });

  it("X5: a bare-metal hypervisor outlives the kernels of its guests, but not the one that manages it", () => {
    const world = xenWithGuests();
    tell(world, { do: "crashKernel", machine: "vm1" });
    expect(vmState(world, "vm2")).toBe("running");
    const management = world.all(hypervisors)[0]?.management ?? 0;
    const dom0 = kernelOf(world, management) as Kernel;
    panicKernel(world, dom0.id, "a test");
    wait(world, 0);
    expect(vmState(world, "vm2")).toBe("crashed");
    expect(world.all(hypervisors)[0]?.state).not.toBe("running");
  });

  it("X6: power that is lost takes everything on the machine along, and nobody is told", () => {
    const world = hostWithGuests("kvm");
    upMachine(world, "elsewhere", { os: "alpine-3.22" });
    const kernel = kernelOf(world, machine(world, "vm1").id) as Kernel;
    const shell = start(world, kernel.id, {
      name: "sh",
      onExit: { kind: "test.nobody-handles-this", payload: 0 },
    });
    tell(world, { do: "powerOff", machine: "laptop" });
    expect(world.get(processes, shell.id)).toBeUndefined();
    for (const name of ["laptop", "vm1", "vm2"]) {
      expect(machine(world, name)).toMatchObject({ power: "off", memoryUsed: 0, readyAt: null });
      expect(kernelOf(world, machine(world, name).id)).toBeUndefined();
    }
    expect([vmState(world, "vm1"), vmState(world, "vm2")]).toEqual(["crashed", "crashed"]);
    expect(running(world, "elsewhere")).toContain("init");
    boot(world, "laptop");
    boot(world, "vm2");
  });

  it("X6: a machine inside a machine inside a machine goes with the outermost", () => {
    const world = hostWithNested();
    tell(world, { do: "powerOff", machine: "laptop" });
    for (const name of ["outer", "inner"]) expect(machine(world, name).power).toBe("off");
    expect([vmState(world, "outer"), vmState(world, "inner")]).toEqual(["crashed", "crashed"]);
  });
});
