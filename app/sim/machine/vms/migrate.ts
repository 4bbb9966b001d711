/** Live migration: a virtual machine moves to another host while it runs. */

import { call } from "../../core/events";
import { addFlowJob, changeFlowNode } from "../../core/flow";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { hypervisorCosts } from "../../costs/hypervisors";
import { freeOnDisk, useDisk as takeRoom } from "../../kernel/files/disk";
import { disks } from "../../kernel/files/tables";
import { rewireMachine } from "../network/wire";
import { canMoveVm } from "../systems/compatibility";
import { type Hypervisor, hypervisors, type Machine, type VirtualMachine, virtualMachines } from "../tables";
import { inWords } from "./amounts";
import { migrationStep } from "./events";
import { hostOf, isManagement, machineOf, productOf } from "./find";
import { holdMachine, letGo } from "./freeze";
import { claimMemory, releaseMemoryOf } from "./memory";
import {
  abortMigration,
  closeMigration,
  type Migration,
  type MigrationStage,
  migrations,
} from "./migrations";
import { placeProcessors } from "./processors";
import { checkHypervisor, wakeHypervisor } from "./ready";
import { snapshots } from "./snapshot-store";

function checkMove(world: World, vm: VirtualMachine, to: Hypervisor): Result<void> {
  const machine = machineOf(world, vm);
  const from = world.must(hypervisors, vm.hypervisor);
  const host = hostOf(world, to.id);
  const what = `${machine.name} cannot move to ${host.name}`;
  if (from.id === to.id) return refuse("same-host", what, "it is there already");
  if (vm.state !== "running")
    return refuse("not-running", what, `it is ${vm.state}`, `Only a virtual machine that runs moves live`);
  if (isManagement(world, vm)) return refuse("management", what, "it manages the hypervisor that it runs on");
  if (world.first(hypervisors, "machine", machine.id) !== undefined)
    return refuse(
      "nested",
      what,
      "it has a hypervisor of its own",
      "Move its guests out first, and remove it",
    );
  if (world.first(snapshots, "vm", vm.id) !== undefined)
    return refuse(
      "has-snapshots",
      what,
      "its snapshots lie on the disk of the host that it is on",
      "Delete its snapshots first",
    );
  const fits = canMoveVm(world, machine, from, to);
  if (!fits.ok) return fits;
  const product = productOf(from);
  if (!product.migrates)
    return refuse(
      "no-migration",
      what,
      `${product.label} moves no running virtual machines`,
      "Switch it off and copy it",
    );
  return checkHypervisor(world, to, vm);
}

function setDiskAside(world: World, vm: VirtualMachine, to: Hypervisor): Result<number> {
  const machine = machineOf(world, vm);
  const host = hostOf(world, to.id);
  const bytes = world.must(disks, machine.disk).imageBytes;
  const free = freeOnDisk(world, host.disk);
  if (free < bytes)
    return refuse(
      "ENOSPC",
      `${machine.name} cannot move to ${host.name}`,
      `its disk takes ${inWords(bytes)}, and ${inWords(free)} is free there`,
      `Delete something on ${host.name}, or give it a larger disk`,
    );
  const used = takeRoom(world, host.disk, bytes);
  return used.ok ? ok(bytes) : used;
}

function openPhase(world: World, layer: string, name: MigrationStage): number {
  return world.insert(phases, { layer, name, startedAt: world.now, endedAt: null }).id;
}

function enter(world: World, migration: Migration, stage: MigrationStage): Migration {
  const { name } = machineOf(world, world.must(virtualMachines, migration.vm));
  world.update(phases, migration.phase, { endedAt: world.now });
  const phase = openPhase(world, `${name}/migration`, stage);
  return world.update(migrations, migration.id, { stage, phase, job: null });
}

/** Sends bytes over the card of the host that the virtual machine is on; the migration goes on when they have arrived. */
function send(world: World, migration: Migration, bytes: number): void {
  const source = hostOf(world, world.must(virtualMachines, migration.vm).hypervisor);
  const done = call(migrationStep, { migration: migration.id });
  const job = addFlowJob(world, { node: source.netNode, remaining: bytes, cap: null, done });
  world.update(migrations, migration.id, { job: job.id });
}

/**
 * Begins to move a running virtual machine to another host: its memory and disk are copied while it runs, then it stands
 * still for a moment while the rest follows, and goes on over there. Until then it needs the host that it came from; the
 * target holds its memory and disk from the first moment on. Refused: `same-host`, `not-running`, `management`, `nested`,
 * `has-snapshots`, `no-migration`, `no-memory`, `ENOSPC`, why the target cannot run anything, and what `canMoveVm` refuses.
 */
export function migrateVm(world: World, vmId: number, toHypervisor: number): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const to = world.must(hypervisors, toHypervisor);
  const machine = machineOf(world, vm);
  const checked = checkMove(world, vm, to);
  if (!checked.ok) return checked;
  const aside = setDiskAside(world, vm, to);
  if (!aside.ok) return aside;
  const claim = claimMemory(world, vm, to);
  if (!claim.ok) return claim;
  wakeHypervisor(world, to);
  const layer = `${machine.name}/migration`;
  for (const old of world.find(phases, "layer", layer)) world.remove(phases, old.id);
  const phase = openPhase(world, layer, "pre-copy");
  const stage = { stage: "pre-copy", job: null, phase } as const;
  const { process, cpuParent } = claim.value;
  const migration = world.insert(migrations, {
    vm: vmId,
    to: to.id,
    process,
    cpuParent,
    diskBytes: aside.value,
    ...stage,
  });
  world.update(virtualMachines, vmId, { state: "migrating" });
  note(world, machine.name, "migrating", `${machine.name} is being copied to ${hostOf(world, to.id).name}`);
  const again = 1 + hypervisorCosts.migrationRepeat.value;
  send(world, migration, machine.memoryBytes * again + world.must(disks, machine.disk).usedBytes);
  return ok(undefined);
}

/** The disk's image lies on the target from now on. Refused with ENOSPC if it has grown by more than there is room for. */
function moveDisk(world: World, migration: Migration, machine: Machine, source: Machine): Result<void> {
  const target = hostOf(world, migration.to);
  const { imageBytes, backing, flow } = world.must(disks, machine.disk);
  const grown = takeRoom(world, target.disk, imageBytes - migration.diskBytes);
  if (!grown.ok) return grown;
  takeRoom(world, source.disk, -imageBytes);
  world.update(disks, machine.disk, { backing: backing && { ...backing, disk: target.disk } });
  changeFlowNode(world, flow, { parent: world.must(disks, target.disk).flow });
  return ok(undefined);
}

function arrive(world: World, migration: Migration): void {
  const vm = world.must(virtualMachines, migration.vm);
  const machine = machineOf(world, vm);
  const from = world.must(hypervisors, vm.hypervisor);
  const to = world.must(hypervisors, migration.to);
  const moved = moveDisk(world, migration, machine, hostOf(world, from.id));
  if (!moved.ok) {
    abortMigration(world, migration, moved.refusal.why);
    return;
  }
  closeMigration(world, migration);
  placeProcessors(world, machine.id, to, migration.cpuParent);
  changeFlowNode(world, machine.netNode, { parent: hostOf(world, to.id).netNode });
  world.update(virtualMachines, vm.id, { hypervisor: to.id, process: migration.process, state: "running" });
  releaseMemoryOf(world, vm, from, vm.process);
  rewireMachine(world, machine);
  letGo(world, machine.id);
  note(world, machine.name, "migrated", `${machine.name} runs on ${hostOf(world, to.id).name} now`);
}

/** A stage of a migration is done; the next one begins, or the virtual machine arrives. */
export function nextStage(world: World, { migration: id }: { readonly migration: number }): void {
  const migration = world.get(migrations, id);
  if (migration === undefined) return;
  const machine = machineOf(world, world.must(virtualMachines, migration.vm));
  if (migration.stage === "pre-copy") {
    holdMachine(world, machine.id);
    const rest = machine.memoryBytes * hypervisorCosts.migrationRest.value;
    send(world, enter(world, migration, "stop-and-copy"), rest);
  } else if (migration.stage === "stop-and-copy") {
    enter(world, migration, "resume");
    world.after(hypervisorCosts.migrationSwitch.value, migrationStep, { migration: id });
  } else arrive(world, migration);
}
