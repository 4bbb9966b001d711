/** What happens later to virtual machines and hypervisors. */
import { defineEvent } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import type { World } from "../../core/world";
import { runApp } from "../apps/run";
import { booted } from "../boot/events";
import { hypervisorGone } from "../hypervisors/crash";
import { apps, hypervisors, virtualMachines } from "../tables";
import { managementLost, migrationStep, vmProcessEnded, vmReady, vmRestored } from "./events";
import { machineOf } from "./find";
import { processLives } from "./memory";
import { nextStage } from "./migrate";
import { abortMigration, migrations } from "./migrations";
import { vmGone } from "./power";

const runAppsAgain = defineEvent<{ readonly machine: number; readonly apps: readonly number[] }>(
  "vm.run-apps-again",
);

function processEnded(world: World, { vm: id }: { readonly vm: number }): void {
  const vm = world.get(virtualMachines, id);
  if (vm === undefined) return;
  for (const migration of world.find(migrations, "vm", id))
    if (migration.process !== null && !processLives(world, migration.process))
      abortMigration(world, migration, "its process on the new host has ended");
  if (vm.process !== null && !processLives(world, vm.process))
    vmGone(world, id, "the process of the host that ran it has ended");
}

export const vmHandlers: Handlers = {
  ...handler(vmReady, (world, { vm: id }) => {
    if (world.get(virtualMachines, id)?.state === "starting")
      world.update(virtualMachines, id, { state: "running" });
  }),
  ...handler(vmProcessEnded, processEnded),
  ...handler(vmRestored, (world, { vm: id, apps: ran }) => {
    const vm = world.get(virtualMachines, id);
    if (vm?.state !== "starting") return;
    const machine = machineOf(world, vm).id;
    world.after(0, booted, { machine });
    world.after(0, runAppsAgain, { machine, apps: ran });
  }),
  ...handler(runAppsAgain, (world, { machine, apps: ran }) => {
    for (const app of world.find(apps, "machine", machine))
      if (ran.includes(app.id) && app.process === null) runApp(world, app.id);
  }),
  ...handler(migrationStep, nextStage),
  ...handler(managementLost, (world, { hypervisor, why }) => {
    if (world.get(hypervisors, hypervisor)?.state === "running") hypervisorGone(world, hypervisor, why);
  }),
};
