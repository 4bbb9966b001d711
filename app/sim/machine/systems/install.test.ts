import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { readFile, stat } from "../../kernel/files/read";
import { disks } from "../../kernel/files/tables";
import { treeBytes } from "../../kernel/files/tree";

import { viewOf } from "../../kernel/files/view";
import { processes } from "../../kernel/process/table";
import { refusal } from "../../testing/hosts";
import { ask, boot, machine, tell, upMachine } from "../../testing/machines";
import { systemOf } from "../access";
import { type System, systems } from "../tables";
import { osKeys, osNamed } from "./catalogue";
import { installSystem, removeSystem } from "./install";

const used = (world: World, name: string) => world.must(disks, machine(world, name).disk).usedBytes;

describe("installing a system", () => {
  it("H9: takes from the disk exactly what its kernel and its userland need, for every system", () => {
    for (const os of osKeys()) {
      const world = new World();
      const arch = osNamed(os)?.archs[0];
      tell(world, { do: "addMachine", name: "box", preset: "server", arch, os });
      const system = systemOf(world, machine(world, "box").id) as System;
      const bytes = system.kernelDiskBytes + system.userlandDiskBytes;
      expect({ os, used: used(world, "box") }).toEqual({ os, used: bytes });
      expect(treeBytes(world, system.rootTree)).toBe(bytes);
      expect(system).toMatchObject({ os, kernel: null });
    }
  });

  it("H9: its files say which system it is, and hold its programs", () => {
    const world = new World();
    const kernel = upMachine(world, "box");
    const view = viewOf(world, world.must(processes, kernel.init));
    expect(readFile(world, view, "/etc/os-release")).toEqual({
      ok: true,
      value: 'PRETTY_NAME="Ubuntu 24.04 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\n',
    });
    expect(readFile(world, view, "/etc/hostname")).toEqual({ ok: true, value: "box\n" });
    for (const path of ["/bin/sh", "/bin/sleep", "/usr/bin/ls", "/bin/ip", `/boot/vmlinuz-${kernel.release}`])
      expect({ path, there: stat(world, view, path).ok }).toEqual({ path, there: true });
  });

  it("H9: is refused for a system that there is not, and on a machine that has one", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "box", preset: "laptop" });
    const before = world.toJSON();
    const unknown = refusal(ask(world, { do: "installOs", machine: "box", os: "plan-9" }));
    expect(unknown.code).toBe("unknown-os");
    expect(unknown.wayOut).toContain("alpine-3.22");
    expect(refusal(ask(world, { do: "installOs", machine: "nobox", os: "debian-13" })).code).toBe(
      "no-machine",
    );
    expect(world.toJSON()).toEqual(before);
    tell(world, { do: "installOs", machine: "box", os: "debian-13" });
    expect(refusal(ask(world, { do: "installOs", machine: "box", os: "alpine-3.22" })).code).toBe("has-os");
  });

  it("H7: is refused on hardware that a hypervisor has to itself", () => {
    const world = new World();
    for (const product of ["esxi", "xen"]) {
      tell(world, { do: "addMachine", name: product, preset: "server" });
      tell(world, { do: "installHypervisor", machine: product, product });
      const asked = ask(world, { do: "installOs", machine: product, os: "debian-13" });
      expect(refusal(asked).code).toBe("has-hypervisor");
    }
  });

  it("H9: is refused where the system cannot boot or does not fit, and leaves nothing behind", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "arm", preset: "laptop", arch: "arm64" });
    tell(world, { do: "addMachine", name: "tiny", preset: "laptop", diskBytes: 699_999_999 });
    tell(world, { do: "addMachine", name: "fits", preset: "laptop", diskBytes: 700_000_000 });
    const before = world.toJSON();
    expect(refusal(ask(world, { do: "installOs", machine: "arm", os: "windows-10" })).code).toBe(
      "wrong-arch",
    );
    expect(refusal(ask(world, { do: "installOs", machine: "tiny", os: "debian-13" })).code).toBe("ENOSPC");
    expect(world.toJSON()).toEqual(before);
    expect(ask(world, { do: "installOs", machine: "fits", os: "debian-13" }).ok).toBe(true);
  });

  it("H9: a machine that is to be added with a system that it cannot have is not added", () => {
    const world = new World();
    const added = ask(world, { do: "addMachine", name: "box", preset: "laptop", os: "plan-9" });
    expect(refusal(added).code).toBe("unknown-os");
    expect(world.toJSON().tables).toEqual({});
  });

  it("H9: a system that is taken away gives its room back", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    const { id } = machine(world, "box");
    removeSystem(world, id);
    expect(used(world, "box")).toBe(0);
    expect(world.all(systems)).toEqual([]);
    removeSystem(world, id);
    expect(installSystem(world, id, "alpine-3.22").ok).toBe(true);
    boot(world, "box");
    expect(() => removeSystem(world, id)).toThrow("runs");
  });
});
