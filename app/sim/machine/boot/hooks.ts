/** Who is told when a machine is up: rooms above register a call, which is made at the end of each boot. */
import type { Call } from "../../core/events";
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";

export interface BootHook extends Row {
  readonly machine: number;
  /** Made each time that the machine's boot is complete. */
  readonly call: Call;
}

export const bootHooks = defineTable<BootHook>()("boot-hook", { machine: (row) => row.machine });

/** Lets `call` be made whenever the machine's boot is complete. Returns the hook; remove its row to be told no more. */
export function onBoot(world: World, machine: number, call: Call): BootHook {
  return world.insert(bootHooks, { machine, call });
}
