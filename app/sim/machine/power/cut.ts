/** Power goes from a machine: what stands on it falls from the top down. */
import type { World } from "../../core/world";
import { hypervisorGone } from "../hypervisors/crash";
import { hypervisors, machines } from "../tables";
import { haltMachine } from "./halt";

/** Takes the power from a physical machine: its hypervisors lose it with all their guests, then the machine halts. */
export function cutPower(world: World, machineId: number, why: string): void {
  world.update(machines, machineId, { power: "off" });
  for (const { id } of world.find(hypervisors, "machine", machineId)) hypervisorGone(world, id, why);
  haltMachine(world, machineId);
}
