/** What happens to a machine when its kernel panics or its time of grace is over. */
import { endGrace } from "../../core/grace";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { kernels } from "../../kernel/kernel";
import { systemOf } from "../access";
import { tellDown } from "../boot/hooks";
import { hypervisorGone } from "../hypervisors/crash";
import { apps, hypervisors, type Machine, machines } from "../tables";
import { vmOfMachine } from "../vms/find";
import { vmGone } from "../vms/power";
import { graceOver, panicked } from "./events";
import { finishShutdown } from "./shutdown";

/**
 * A machine whose kernel is dead keeps its power but does nothing. Hypervisors that stood on that kernel lost it, with all
 * their guests; a hypervisor that is managed from this machine lost its management.
 */
function kernelDied(world: World, machine: Machine): void {
  for (const app of world.find(apps, "machine", machine.id))
    if (app.process !== null) world.update(apps, app.id, { process: null });
  const why = `the kernel of ${machine.name} has panicked`;
  note(world, machine.name, "panicked", `${machine.name} stands still: its kernel has panicked`);
  tellDown(world, machine.id);
  for (const { id } of world.find(hypervisors, "machine", machine.id)) hypervisorGone(world, id, why);
  const vm = vmOfMachine(world, machine.id);
  const manages = vm && world.must(hypervisors, vm.hypervisor).management === machine.id;
  if (manages) vmGone(world, vm.id, why);
}

export const powerHandlers: Handlers = {
  ...handler(panicked, (world, { machine: id }) => {
    const machine = world.get(machines, id);
    const kernel = systemOf(world, id)?.kernel;
    if (machine && typeof kernel === "number" && world.get(kernels, kernel)?.state === "panicked")
      kernelDied(world, machine);
  }),
  ...handler(graceOver, (world, { machine: id, poweredAt }) => {
    const machine = world.get(machines, id);
    if (machine === undefined || machine.poweredAt === poweredAt) endGrace(world, id);
    if (machine && machine.power !== "off" && machine.poweredAt === poweredAt) finishShutdown(world, id);
  }),
};
