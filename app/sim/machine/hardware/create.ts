/** Physical machines: processors, memory, a disk and a network card, each with its own capacity to share out. */
import { addFlowNode } from "../../core/flow";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { createDisk } from "../../kernel/files/disk";
import type { Architecture } from "../../kernel/kernel";
import { type Machine, machines } from "../tables";
import { PRESETS, type PresetName } from "./presets";

/** What a machine is to be; everything but its name has a default by its preset. */
export interface MachineSpec {
  readonly name: string;
  readonly preset: PresetName;
  readonly label?: string | undefined;
  readonly cpus?: number | undefined;
  readonly memoryBytes?: number | undefined;
  readonly diskBytes?: number | undefined;
  readonly arch?: Architecture | undefined;
  readonly canVirtualise?: boolean | undefined;
}

/** Names of machines are host names: lower case letters, digits and hyphens, 1 to 63 of them, no hyphen at either end. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a machine may be given this name. Refused: `bad-name`, `name-taken`. */
export function checkMachineName(world: World, name: string): Result<void> {
  const what = `No machine can be named "${name}"`;
  if (!NAME.test(name))
    return refuse(
      "bad-name",
      what,
      "a machine's name is its host name: 1 to 63 lower case letters, digits and hyphens, without a hyphen at either end",
      "Choose such a name",
    );
  if (world.first(machines, "name", name) !== undefined)
    return refuse("name-taken", what, "another machine of this world has that name", "Choose another name");
  return ok(undefined);
}

/**
 * Puts a physical machine into the world: switched off, without an operating system. Amounts in bytes.
 * Refused: `bad-name`, `name-taken`, `bad-size` (no processors, memory or disk, or a part of a byte).
 */
export function createMachine(world: World, spec: MachineSpec): Result<Machine> {
  const named = checkMachineName(world, spec.name);
  if (!named.ok) return named;
  const preset = PRESETS[spec.preset];
  const cpus = spec.cpus ?? preset.cpus;
  const memoryBytes = spec.memoryBytes ?? preset.memoryBytes;
  const diskBytes = spec.diskBytes ?? preset.diskBytes;
  if (![cpus, memoryBytes, diskBytes].every((size) => Number.isSafeInteger(size) && size > 0))
    return refuse(
      "bad-size",
      `${spec.name} cannot be built`,
      "processors, memory and disk come in whole numbers above zero",
      "Give it at least one of each",
    );
  const disk = createDisk(world, {
    label: `${spec.name}'s disk`,
    capacityBytes: diskBytes,
    bytesPerMs: preset.diskRate,
    backing: null,
  });
  return ok(
    world.insert(machines, {
      name: spec.name,
      hardware: spec.preset,
      label: spec.label ?? preset.label,
      arch: spec.arch ?? "x86_64",
      cpus,
      memoryBytes,
      canVirtualise: spec.canVirtualise ?? true,
      cpuNode: addFlowNode(world, { parent: null, weight: 1, cap: cpus }).id,
      disk: disk.id,
      netNode: addFlowNode(world, { parent: null, weight: 1, cap: preset.netRate }).id,
      power: "off",
      poweredAt: null,
      readyAt: null,
      memoryUsed: 0,
    }),
  );
}
