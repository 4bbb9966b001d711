import { describe, expect, it } from "vitest";
import { happenings } from "../../core/happenings";
import { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
import { usedMemory } from "../../kernel/memory/account";
import { endProcess } from "../../kernel/process/exit";
import { processes } from "../../kernel/process/table";
import { GIB, refusal, wait } from "../../testing/hosts";
import { ask, boot, machine, ready, running, tell, upMachine } from "../../testing/machines";
import { type App, apps } from "../tables";

const app = (world: World, name: string) => world.first(apps, "layer", `box/app/${name}`) as App;
const history = (world: World, name: string) =>
  world.find(happenings, "layer", `box/app/${name}`).map(({ what }) => what);

describe("applications beside their libraries", () => {
  it("H12: an application takes disk for itself and for its own copy of its libraries", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    for (const name of ["a", "b"])
      tell(world, {
        do: "installApp",
        machine: "box",
        name,
        libsBytes: 100e6,
        appBytes: 20e6,
        libsLabel: "Python",
      });
    expect(world.must(disks, machine(world, "box").disk).usedBytes).toBe(700e6 + 2 * 120e6);
    expect(app(world, "a")).toMatchObject({
      libsLabel: "Python",
      layer: "box/app/a",
      autostart: true,
      process: null,
    });
  });

  it("H12: is refused without a system, twice under one name, and where the disk is full", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "bare", preset: "laptop" });
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13", diskBytes: 1e9 });
    expect(refusal(ask(world, { do: "installApp", machine: "bare", name: "a" })).code).toBe("no-os");
    tell(world, { do: "installApp", machine: "box", name: "a" });
    expect(refusal(ask(world, { do: "installApp", machine: "box", name: "a" })).code).toBe("name-taken");
    const before = world.toJSON();
    expect(refusal(ask(world, { do: "installApp", machine: "box", name: "b", appBytes: 300e6 })).code).toBe(
      "ENOSPC",
    );
    expect(world.toJSON()).toEqual(before);
    expect(() => ask(world, { do: "installApp", machine: "box", name: "a/b" })).toThrow();
  });

  it("B11: one that is started by hand reads its files, then runs as a process of the system", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    tell(world, {
      do: "installApp",
      machine: "box",
      name: "crm",
      autostart: false,
      memoryBytes: 200e6,
      port: 8080,
    });
    expect(refusal(ask(world, { do: "startApp", machine: "box", name: "crm" })).code).toBe("machine-off");
    const kernel = boot(world, "box");
    const before = usedMemory(world, kernel.id);
    tell(world, { do: "startApp", machine: "box", name: "crm" });
    expect(app(world, "crm").process).toBeNull();
    expect(refusal(ask(world, { do: "startApp", machine: "box", name: "crm" })).code).toBe("already-running");
    wait(world, 2000);
    const process = world.must(processes, app(world, "crm").process ?? 0);
    expect(process).toMatchObject({
      name: "crm",
      layer: "box/app/crm",
      parent: kernel.init,
      kernel: kernel.id,
    });
    expect(usedMemory(world, kernel.id) - before).toBe(200e6);
    expect(refusal(ask(world, { do: "startApp", machine: "box", name: "crm" })).code).toBe("already-running");
    expect(refusal(ask(world, { do: "startApp", machine: "box", name: "erp" })).code).toBe("no-app");
    expect(history(world, "crm")).toEqual(["started"]);
  });

  it("B11: one whose machine loses power while its files are read does not run", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    tell(world, { do: "installApp", machine: "box", name: "crm", autostart: false });
    boot(world, "box");
    tell(world, { do: "startApp", machine: "box", name: "crm" });
    tell(world, { do: "powerOff", machine: "box" });
    wait(world, 10_000);
    expect(app(world, "crm").process).toBeNull();
    expect(history(world, "crm")).toEqual([]);
  });

  it("X1: an application that crashes takes nothing along but itself, and can be started again", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    for (const name of ["a", "b"]) tell(world, { do: "installApp", machine: "box", name });
    boot(world, "box");
    const before = running(world, "box");
    tell(world, { do: "crashApp", machine: "box", name: "a" });
    expect(running(world, "box")).toEqual(before.filter((name) => name !== "a"));
    expect(app(world, "a").process).toBeNull();
    expect(app(world, "b").process).not.toBeNull();
    expect(history(world, "a")).toEqual(["started", "crashed"]);
    expect(refusal(ask(world, { do: "crashApp", machine: "box", name: "a" })).code).toBe("not-running");
    expect(refusal(ask(world, { do: "crashApp", machine: "box", name: "c" })).code).toBe("no-app");
    tell(world, { do: "startApp", machine: "box", name: "a" });
    wait(world, 2000);
    expect(running(world, "box")).toContain("a");
  });

  it("X1: one that ends by itself is no crash", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    tell(world, { do: "installApp", machine: "box", name: "a" });
    boot(world, "box");
    endProcess(world, app(world, "a").process ?? 0, { code: 0 });
    wait(world, 0);
    expect(app(world, "a").process).toBeNull();
    expect(history(world, "a")).toEqual(["started", "exited"]);
  });

  it("X2: one that its machine has no memory for does not run, and says so; the machine does", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "alpine-3.22", memoryBytes: GIB });
    tell(world, { do: "installApp", machine: "box", name: "huge", memoryBytes: 2 * GIB });
    tell(world, { do: "powerOn", machine: "box" });
    ready(world, "box");
    expect(running(world, "box")).not.toContain("huge");
    expect(running(world, "box")).toContain("sshd");
    expect(app(world, "huge").process).toBeNull();
    expect(history(world, "huge")).toEqual(["started", "oom-kill", "crashed"]);
  });

  it("B12: apps come back with their machine, in fresh memory", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    tell(world, { do: "installApp", machine: "box", name: "a" });
    boot(world, "box");
    const first = app(world, "a").process;
    tell(world, { do: "restart", machine: "box" });
    expect(app(world, "a").process).toBeNull();
    ready(world, "box");
    expect(app(world, "a").process).not.toBeNull();
    expect(app(world, "a").process).not.toBe(first);
  });

  it("X1: nothing of the sort happens on a machine that is up without apps", () => {
    const world = new World(1);
    upMachine(world, "box", { os: "alpine-3.22" });
    expect(refusal(ask(world, { do: "crashApp", machine: "box", name: "a" })).code).toBe("no-app");
  });
});
