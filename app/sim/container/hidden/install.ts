/** Installing a product that hides a Linux machine: hypervisor, virtual machine, and an engine inside. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { useDisk as takeRoom } from "../../kernel/files/disk";
import { kernelOf, systemOf } from "../../machine/access";
import { onBoot } from "../../machine/boot/hooks";
import { installHypervisor } from "../../machine/hypervisors/install";
import { osNamed } from "../../machine/systems/catalogue";
import {
  hypervisors,
  type Machine,
  machines,
  type VirtualMachine,
  virtualMachines,
} from "../../machine/tables";
import { createVm } from "../../machine/vms/create";
import { startVm } from "../../machine/vms/power";
import { installEngine } from "../engine/install";
import { type Engine, engines } from "../tables";
import { clientBooted } from "./events";
import type { HiddenProduct } from "./products";

/** System of the hidden machines: a small Linux. */
const HIDDEN_OS = "alpine-3.22";

function hypervisorFor(world: World, product: HiddenProduct, client: Machine): Result<string> {
  const what = `${product.label} cannot be installed on ${client.name}`;
  const system = systemOf(world, client.id);
  const os = system && osNamed(system.os);
  if (os === undefined)
    return refuse("no-os", what, `${client.name} has no operating system`, "Install Windows or macOS");
  const key = product.hypervisors[os.family];
  if (key !== undefined) return ok(key);
  return refuse(
    "wrong-os",
    what,
    `${os.label} has a Linux kernel, which containers use directly: there is nothing to hide`,
    "Install an engine",
  );
}

function makeVm(world: World, product: HiddenProduct, client: Machine, key: string): Result<VirtualMachine> {
  const there = world.find(hypervisors, "machine", client.id).find((row) => row.product === key);
  const hypervisor = there ? ok(there) : installHypervisor(world, client.id, key);
  if (!hypervisor.ok) return hypervisor;
  return createVm(world, {
    hypervisor: hypervisor.value.id,
    name: `${client.name}-linux`,
    os: HIDDEN_OS,
    vcpus: Math.min(product.vmCpus, client.cpus),
    memoryBytes: Math.min(product.vmMemoryBytes, Math.floor(client.memoryBytes / 2)),
    diskBytes: product.vmDiskBytes,
    disk: "thin",
    profile: product.profile,
    hidden: true,
    label: `hidden virtual hardware of ${product.label}`,
  });
}

/**
 * Installs a product on a Windows or macOS machine: its containers run in a hidden Linux machine, `NAME-linux`, that starts at
 * once where the laptop is up. Refused: `no-os`, `wrong-os`, `has-engine`, ENOSPC, and what hypervisor and virtual machine refuse.
 */
export function installHidden(world: World, product: HiddenProduct, machineId: number): Result<Engine> {
  const client = world.must(machines, machineId);
  const key = hypervisorFor(world, product, client);
  if (!key.ok) return key;
  const room = takeRoom(world, client.disk, product.diskBytes);
  if (!room.ok) return room;
  const vm = makeVm(world, product, client, key.value);
  if (!vm.ok) return vm;
  const engine = installEngine(world, {
    machine: vm.value.machine,
    client: machineId,
    product: product.key,
    liveRestore: false,
  });
  if (!engine.ok) return engine;
  if (product.startsWithClient) onBoot(world, machineId, call(clientBooted, { vm: vm.value.id }));
  note(world, client.name, "installed", `${product.label} is installed on ${client.name}`);
  const started = kernelOf(world, machineId) === undefined ? ok(undefined) : startVm(world, vm.value.id);
  return started.ok ? engine : started;
}

/** Starts the hidden machine below an engine if it is off; the engine starts with it. Refused: what `startVm` refuses. */
export function startHidden(world: World, engine: Engine): Result<boolean> {
  const vm = world.first(virtualMachines, "machine", engine.machine);
  if (engine.client === engine.machine || vm === undefined) return ok(false);
  if (world.must(machines, engine.machine).power !== "off") return ok(false);
  const started = startVm(world, vm.id);
  return started.ok ? ok(true) : started;
}

/** What happens when the laptop of a hidden machine is up. */
export const hiddenHandlers: Handlers = handler(clientBooted, (world, { vm: id }) => {
  const vm = world.get(virtualMachines, id);
  if (vm === undefined || vm.state === "running" || vm.state === "starting") return;
  const started = startVm(world, id);
  const engine = world.first(engines, "machine", vm.machine);
  if (!started.ok && engine) note(world, engine.layer, "start-failed", started.refusal.why);
});
