/** Snapshots: a virtual machine's moment, kept to go back to. */
import { call } from "../../core/events";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import { startWork } from "../../core/work";
import type { World } from "../../core/world";
import { guestRestore } from "../../costs/guest";
import { hypervisorCosts } from "../../costs/hypervisors";
import { freeOnDisk, useDisk as takeRoom } from "../../kernel/files/disk";
import { copyTree } from "../../kernel/files/overlay";
import { disks, fileTrees } from "../../kernel/files/tables";
import { removeTree, treeBytes } from "../../kernel/files/tree";
import { sharesOf, systemOf } from "../access";
import { tellDiskNews } from "../boot/disk-hooks";
import { apps, machines, systems, type VirtualMachine, virtualMachines } from "../tables";
import { inWords } from "./amounts";
import { vmRestored } from "./events";
import { holdsMemory, hostOf, isManagement, machineOf } from "./find";
import { putDown, takeHost } from "./power";
import { dropSnapshot, type Snapshot, snapshots } from "./snapshot-store";

function snapshotNamed(world: World, vm: VirtualMachine, name: string): Result<Snapshot> {
  const snapshot = world.first(snapshots, "name", `${vm.id}:${name}`);
  if (snapshot !== undefined) return ok(snapshot);
  const names = world.find(snapshots, "vm", vm.id).map((row) => row.name);
  return refuse(
    "no-snapshot",
    `${machineOf(world, vm).name} has no snapshot ${name}`,
    names.length === 0 ? "it has none at all" : `it has: ${names.join(", ")}`,
    "Take the snapshot first",
  );
}

/** Refuses where a snapshot can be neither taken nor gone back to: on the way somewhere, or without its hypervisor. */
function checkStill(world: World, vm: VirtualMachine, what: string): Result<void> {
  if (vm.state === "starting" || vm.state === "migrating")
    return refuse("not-still", what, `it is ${vm.state}`, "Wait until that is over");
  if (isManagement(world, vm)) return refuse("management", what, "it manages the hypervisor that it runs on");
  return ok(undefined);
}

/**
 * Keeps a virtual machine's disk under a name and, if it runs, its memory; both take room on the host's disk.
 * Refused: `name-taken`, `not-still`, `management`, `ENOSPC`.
 */
export function snapshotVm(world: World, vmId: number, name: string): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const machine = machineOf(world, vm);
  const what = `There can be no snapshot ${name} of ${machine.name}`;
  const still = checkStill(world, vm, what);
  if (!still.ok) return still;
  if (world.first(snapshots, "name", `${vmId}:${name}`) !== undefined)
    return refuse(
      "name-taken",
      what,
      "it has a snapshot of that name",
      "Choose another name, or delete that one",
    );
  const running = holdsMemory(vm);
  const hostBytes = world.must(disks, machine.disk).usedBytes + (running ? machine.memoryBytes : 0);
  const host = hostOf(world, vm.hypervisor);
  const free = freeOnDisk(world, host.disk);
  if (free < hostBytes)
    return refuse(
      "ENOSPC",
      what,
      `it takes ${inWords(hostBytes)} on ${host.name}'s disk, and ${inWords(free)} is free`,
      "Delete a snapshot or something else there",
    );
  const used = takeRoom(world, host.disk, hostBytes);
  if (!used.ok) return used;
  const tree = systemOf(world, machine.id)?.rootTree ?? 0;
  const installed = world.find(apps, "machine", machine.id);
  const snapshot = world.insert(snapshots, {
    vm: vmId,
    name,
    takenAt: world.now,
    tree: tree > 0 ? copyTree(world, tree) : 0,
    hostBytes,
    running,
    installed: installed.map((app) => ({ ...app, process: null })),
    apps: installed.filter((app) => app.process !== null).map((app) => app.id),
  });
  tellDiskNews(world, { machine: machine.id, what: "kept", snapshot: snapshot.id });
  note(world, machine.name, "snapshot", `The snapshot ${name} of ${machine.name} was taken`);
  return ok(undefined);
}

/** Puts a copy of a snapshot's tree of files in place of the system's; the virtual disk pays for it. */
function putFilesBack(world: World, machineId: number, snapshot: Snapshot): Result<void> {
  const system = systemOf(world, machineId);
  if (system === undefined || snapshot.tree === 0) return ok(undefined);
  const { disk } = world.must(machines, machineId);
  removeTree(world, system.rootTree);
  const rootTree = copyTree(world, snapshot.tree);
  const paidBytes = treeBytes(world, rootTree);
  const paid = takeRoom(world, disk, paidBytes);
  if (!paid.ok) return paid;
  const tree = world.first(fileTrees, "root", rootTree);
  if (tree !== undefined) world.update(fileTrees, tree.id, { disk, paidBytes });
  world.update(systems, system.id, { rootTree });
  return ok(undefined);
}

/** Lets the apps be those of a snapshot: their files are. Returns the numbers of those that ran. */
function putAppsBack(world: World, machineId: number, { installed, apps: ran }: Snapshot): number[] {
  const then = new Set(installed.map(({ id }) => id));
  for (const { id } of world.find(apps, "machine", machineId)) if (!then.has(id)) world.remove(apps, id);
  const now = installed.map(({ id, ...app }) => [id, (world.get(apps, id) ?? world.insert(apps, app)).id]);
  return now.flatMap(([old, id]) => (id !== undefined && ran.includes(old ?? 0) ? [id] : []));
}

/**
 * Takes a virtual machine back to a snapshot: its disk is as it was and, if it ran, it runs again with the same apps as
 * soon as its memory is read back, which takes the longer the more it has. If it did not run, it is off.
 * Refused: `no-snapshot`, `not-still`, `management`, `ENOSPC`, and what `startVm` refuses.
 */
export function restoreVm(world: World, vmId: number, name: string): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const machine = machineOf(world, vm);
  const still = checkStill(world, vm, `${machine.name} cannot go back to ${name}`);
  if (!still.ok) return still;
  const found = snapshotNamed(world, vm, name);
  if (!found.ok) return found;
  const snapshot = found.value;
  if (holdsMemory(vm)) putDown(world, vm, "off", "it goes back to a snapshot");
  else world.update(virtualMachines, vmId, { state: "off" });
  const files = putFilesBack(world, machine.id, snapshot);
  if (!files.ok) return files;
  const ran = putAppsBack(world, machine.id, snapshot);
  tellDiskNews(world, { machine: machine.id, what: "put-back", snapshot: snapshot.id });
  note(world, machine.name, "restored", `${machine.name} goes back to the snapshot ${name}`);
  if (!snapshot.running) return ok(undefined);
  const taken = takeHost(world, world.must(virtualMachines, vmId));
  if (!taken.ok) return taken;
  world.update(machines, machine.id, { power: "booting", poweredAt: world.now, readyAt: null });
  const amount = (guestRestore.time.value * machine.memoryBytes) / hypervisorCosts.restoreMemory.value;
  startWork(world, {
    layer: machine.name,
    owner: machine.id,
    steps: [{ phase: "restore", use: "cpu", amount }],
    shares: sharesOf(world, machine.id),
    done: call(vmRestored, { vm: vmId, apps: ran }),
  });
  return ok(undefined);
}

/** Throws a snapshot away; its room on the host's disk is free again. Refused: `no-snapshot`. */
export function deleteSnapshot(world: World, vmId: number, name: string): Result<void> {
  const found = snapshotNamed(world, world.must(virtualMachines, vmId), name);
  if (found.ok) dropSnapshot(world, found.value);
  return found.ok ? ok(undefined) : found;
}
