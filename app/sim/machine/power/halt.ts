/** The end of everything that a machine itself runs: its boot, its kernel with all processes, its memory. */
import { endGrace } from "../../core/grace";
import { cancelWork, works } from "../../core/work";
import type { World } from "../../core/world";
import { kernels } from "../../kernel/kernel";
import { stopKernel } from "../../kernel/life/stop";
import { systemOf } from "../access";
import { tellDown } from "../boot/hooks";
import { apps, machines, systems } from "../tables";

/**
 * Stops a machine at once, whatever it was doing: work is cancelled, the kernel and all in memory is gone, power is off.
 * What hypervisors on it gave out is not its business: who calls this has seen to that before. Says nothing to anybody.
 */
export function haltMachine(world: World, machineId: number): void {
  for (const work of world.find(works, "owner", machineId)) cancelWork(world, work.id);
  endGrace(world, machineId);
  const system = systemOf(world, machineId);
  if (system && system.kernel !== null) {
    const kernel = world.get(kernels, system.kernel);
    if (kernel && kernel.state !== "off") stopKernel(world, kernel.id);
    world.update(systems, system.id, { kernel: null });
    tellDown(world, machineId);
  }
  for (const app of world.find(apps, "machine", machineId))
    if (app.process !== null) world.update(apps, app.id, { process: null });
  world.update(machines, machineId, { power: "off", poweredAt: null, readyAt: null, memoryUsed: 0 });
}
