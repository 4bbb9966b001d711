/** Putting an operating system onto a machine's disk, and taking it away. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { createTree, plantTree, removeTree, treeBytes } from "../../kernel/files/tree";
import { systemOf } from "../access";
import { hypervisorNamed } from "../hypervisors/catalogue";
import { hypervisors, machines, type System, systems } from "../tables";
import { osKeys, osNamed } from "./catalogue";
import { canBoot } from "./compatibility";
import { baseFiles, remainder } from "./files";

/**
 * Installs a system of the catalogue on a machine's disk at once (as from a prepared disk image). What its files do not
 * show one by one is one large file, so that the tree has the system's size.
 * Refused: `unknown-os`, `has-os`, `has-hypervisor`, `machine-on`, `wrong-arch`, `too-little-memory`, ENOSPC.
 */
export function installSystem(world: World, machineId: number, key: string): Result<System> {
  const machine = world.must(machines, machineId);
  const what = `${key} cannot be installed on ${machine.name}`;
  const os = osNamed(key);
  if (os === undefined)
    return refuse(
      "unknown-os",
      what,
      "the catalogue has no such system",
      `Choose one of: ${osKeys().join(", ")}`,
    );
  if (systemOf(world, machineId) !== undefined)
    return refuse("has-os", what, `${machine.name} has an operating system already`, "Use another machine");
  const below = world
    .find(hypervisors, "machine", machineId)
    .map(({ product }) => hypervisorNamed(product))
    .find((product) => product?.hosts.length === 0);
  if (below)
    return refuse(
      "has-hypervisor",
      what,
      `${below.label} has the hardware of ${machine.name} to itself`,
      `Make a virtual machine on ${machine.name}, which brings its system`,
    );
  if (machine.power !== "off")
    return refuse("machine-on", what, `${machine.name} is switched on`, `Switch ${machine.name} off first`);
  const fits = canBoot(os, machine);
  if (!fits.ok) return fits;

  const rootTree = createTree(world);
  const planted = plantTree(world, rootTree, baseFiles(os, machine.name), machine.disk);
  if (!planted.ok) return planted;
  const rest = os.kernelDiskBytes + os.userlandDiskBytes - treeBytes(world, rootTree);
  const filled = plantTree(world, rootTree, [remainder(os, rest)], machine.disk);
  if (!filled.ok) return filled;
  return ok(
    world.insert(systems, {
      machine: machineId,
      os: key,
      kernelDiskBytes: os.kernelDiskBytes,
      userlandDiskBytes: os.userlandDiskBytes,
      kernel: null,
      rootTree,
    }),
  );
}

/** Takes the system away from a machine that is off: its files, and the room that they took on its disk. */
export function removeSystem(world: World, machineId: number): void {
  const system = systemOf(world, machineId);
  if (system === undefined) return;
  if (system.kernel !== null) throw new Error(`the system of machine ${machineId} runs`);
  removeTree(world, system.rootTree);
  world.remove(systems, system.id);
}
