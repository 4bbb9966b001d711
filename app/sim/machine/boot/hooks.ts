/** Who is told when a machine is up, and when what it ran is gone: rooms above register calls. */
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

export interface DownHook extends Row {
  readonly machine: number;
  /** Made each time that the machine's kernel has gone: halted, or dead of a panic. */
  readonly call: Call;
}

export const downHooks = defineTable<DownHook>()("down-hook", { machine: (row) => row.machine });

/** Lets `call` be made whenever the machine's kernel and all that it ran is gone. */
export function onDown(world: World, machine: number, call: Call): DownHook {
  return world.insert(downHooks, { machine, call });
}

/** Makes the calls of those who wait for a machine's end. */
export function tellDown(world: World, machine: number): void {
  for (const hook of world.find(downHooks, "machine", machine)) world.callAfter(0, hook.call);
}
