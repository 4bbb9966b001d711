/** Finding machines, and what runs on them, by name or number. */
import { ok, type Result, refuse } from "../core/result";
import type { Shares } from "../core/work";
import type { World } from "../core/world";
import { disks } from "../kernel/files/tables";
import { type Kernel, kernels } from "../kernel/kernel";
import { type Machine, machines, type System, systems } from "./tables";

/** The machine of this name. Refused (`no-machine`) if there is none. */
export function machineNamed(world: World, name: string): Result<Machine> {
  const machine = world.first(machines, "name", name);
  if (machine !== undefined) return ok(machine);
  return refuse(
    "no-machine",
    `There is no machine named ${name}`,
    "no machine of this world has that name",
    "Add the machine first, or use the name of one that is there",
  );
}

/** The operating system installed on a machine, running or not. */
export function systemOf(world: World, machineId: number): System | undefined {
  return world.first(systems, "machine", machineId);
}

/** The kernel that runs on a machine now; `undefined` if it is off, still booting, or its kernel has panicked. */
export function kernelOf(world: World, machineId: number): Kernel | undefined {
  const kernel = systemOf(world, machineId)?.kernel;
  const row = typeof kernel === "number" ? world.get(kernels, kernel) : undefined;
  return row?.state === "running" ? row : undefined;
}

/** Where work that a machine does gets its processor time, disk and network bandwidth from. */
export function sharesOf(world: World, machineId: number): Shares {
  const { cpuNode, disk, netNode } = world.must(machines, machineId);
  return { cpu: cpuNode, disk: world.must(disks, disk).flow, net: netNode };
}

/** The kernel that runs on the machine of this name. Refused: `no-machine`, `no-os`, `machine-off`, `machine-booting`, `machine-paused`, `kernel-panicked`. */
export function runningKernel(world: World, name: string): Result<Kernel> {
  const named = machineNamed(world, name);
  if (!named.ok) return named;
  const machine = named.value;
  const what = `No kernel runs on ${name}`;
  const system = systemOf(world, machine.id);
  if (system === undefined)
    return refuse("no-os", what, `${name} has no operating system`, `Install one on ${name}`);
  if (machine.power === "off")
    return refuse("machine-off", what, `${name} is switched off`, `Switch ${name} on`);
  if (machine.power === "booting")
    return refuse("machine-booting", what, `${name} is still booting`, "Wait until it is ready");
  if (machine.power === "paused")
    return refuse("machine-paused", what, `${name} is paused`, `Let ${name} go on`);
  const kernel = kernelOf(world, machine.id);
  if (kernel === undefined)
    return refuse("kernel-panicked", what, `The kernel of ${name} has panicked`, `Restart ${name}`);
  return ok(kernel);
}
