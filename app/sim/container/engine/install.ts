/** Installing an engine on a machine's operating system. */
import { call } from "../../core/events";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { engineCosts } from "../../costs/engine";
import { useDisk as takeRoom } from "../../kernel/files/disk";
import { kernelOf, systemOf } from "../../machine/access";
import { onDiskNews } from "../../machine/boot/disk-hooks";
import { onBoot, onDown } from "../../machine/boot/hooks";
import { osNamed } from "../../machine/systems/catalogue";
import { machines } from "../../machine/tables";
import { type Engine, engines } from "../tables";
import { startEngine } from "./daemon";
import { diskNews, machineBooted, machineDown } from "./events";

/** What is to be installed where. */
export interface EngineSpec {
  /** Row number of the machine whose kernel it runs on. */
  readonly machine: number;
  /** Row number of the machine at whose command line it is used. */
  readonly client: number;
  readonly product: string;
  /** Containers go on while the daemon is stopped or has crashed, and are found again. */
  readonly liveRestore: boolean;
}

function checkSystem(world: World, machine: number): Result<void> {
  const { name } = world.must(machines, machine);
  const system = systemOf(world, machine);
  const what = `No container engine can be installed on ${name}`;
  if (system === undefined)
    return refuse(
      "no-os",
      what,
      `${name} has no operating system`,
      `Install a Linux distribution on ${name}`,
    );
  const os = osNamed(system.os);
  if (os?.family === "linux") return ok(undefined);
  return refuse(
    "wrong-os",
    what,
    `Linux containers use the Linux kernel of their host, and ${name} has ${os?.label ?? system.os}`,
    "Install Docker Desktop or Docker Toolbox: they bring a hidden virtual machine with Linux",
  );
}

/** Lets an engine be told what becomes of its machine: booted, down, its disk gone or put back. */
export function followMachine(world: World, { id, machine }: Engine): void {
  onBoot(world, machine, call(machineBooted, { engine: id }));
  onDown(world, machine, call(machineDown, { engine: id }));
  onDiskNews(world, machine, diskNews);
}

/**
 * Installs an engine; it starts with its machine, and at once where that is up. Refused: `has-engine`, `no-os`, `wrong-os`,
 * ENOSPC.
 */
export function installEngine(world: World, spec: EngineSpec): Result<Engine> {
  const { name, disk } = world.must(machines, spec.machine);
  const client = world.must(machines, spec.client);
  for (const { id, name: at } of [world.must(machines, spec.machine), client])
    if (world.first(engines, "machine", id) ?? world.first(engines, "client", id))
      return refuse(
        "has-engine",
        `No second engine can be installed on ${at}`,
        "there is one already",
        "Use that one",
      );
  const fits = checkSystem(world, spec.machine);
  if (!fits.ok) return fits;
  const room = takeRoom(world, disk, engineCosts.engineDiskBytes.value);
  if (!room.ok) return room;
  const engine = world.insert(engines, {
    ...spec,
    layer: `${name}/engine`,
    state: "stopped",
    daemon: null,
    containerd: null,
  });
  followMachine(world, engine);
  note(world, engine.layer, "installed", `A container engine is installed on ${name}`);
  if (kernelOf(world, spec.machine) !== undefined) startEngine(world, engine);
  return ok(world.must(engines, engine.id));
}
