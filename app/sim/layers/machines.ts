/** Layers of machines: hardware, hypervisors, operating systems, and the apps installed on them. */
import { nodeRate } from "../core/flow";
import type { World } from "../core/world";
import { disks } from "../kernel/files/tables";
import { kernels } from "../kernel/kernel";
import { usedMemory } from "../kernel/memory/account";
import { processes } from "../kernel/process/table";
import { kernelOf, systemOf } from "../machine/access";
import { hypervisorNamed } from "../machine/hypervisors/catalogue";
import { osNamed } from "../machine/systems/catalogue";
import {
  type App,
  apps,
  type Hypervisor,
  hypervisors,
  type Machine,
  type System,
  type VirtualMachine,
  virtualMachines,
} from "../machine/tables";
import { layer } from "./build";
import type { Layer, LayerState } from "./layer";
import { currentPhase, startMs } from "./start";
import type { Usage } from "./usage";

type UsageOf = (layer: string) => Usage;

/** The layers of one machine, bottom to top: its hardware, its system, its hypervisors, its apps. */
export function machineLayers(world: World, machine: Machine, usage: UsageOf): Layer[] {
  const system = systemOf(world, machine.id);
  return [
    hardwareLayer(world, machine),
    ...(system === undefined ? [] : systemLayers(world, machine, system, usage)),
    ...world
      .find(hypervisors, "machine", machine.id)
      .map((row) => hypervisorLayer(world, machine, row, usage)),
    ...world.find(apps, "machine", machine.id).flatMap((app) => appLayers(world, machine, app, usage)),
  ];
}

function hardwareLayer(world: World, machine: Machine): Layer {
  const vm = world.first(virtualMachines, "machine", machine.id);
  const { capacityBytes } = world.must(disks, machine.disk);
  const common = {
    id: machine.name,
    label: machine.label,
    phase: currentPhase(world, machine.name),
    readyMs: machine.power === "on" ? startMs(world, machine.name) : null,
    cpu: nodeRate(world, machine.cpuNode),
    capacity: { cpus: machine.cpus, memoryBytes: machine.memoryBytes, diskBytes: capacityBytes },
  };
  if (vm === undefined)
    return layer({
      ...common,
      kind: "hardware",
      state: machine.power === "on" ? "running" : stateOf(machine),
    });
  return layer({
    ...common,
    kind: "virtual-hardware",
    on: world.must(hypervisors, vm.hypervisor).layer,
    state: vmState(vm),
    isolation: "virtual-hardware",
    memoryBytes: grantedAndIdle(world, machine, vm),
  });
}

/** Memory that a virtual machine was granted and that its guest does not use: taken from the host all the same. */
function grantedAndIdle(world: World, machine: Machine, vm: VirtualMachine): number {
  if (vm.state === "off" || vm.state === "saved" || vm.state === "crashed") return 0;
  const kernel = kernelOf(world, machine.id);
  return machine.memoryBytes - (kernel === undefined ? 0 : usedMemory(world, kernel.id));
}

function vmState({ state }: VirtualMachine): LayerState {
  return state === "migrating" ? "running" : state;
}

function stateOf({ power }: Machine): LayerState {
  return power === "booting" ? "starting" : power === "on" ? "running" : power;
}

function systemLayers(world: World, machine: Machine, system: System, usage: UsageOf): Layer[] {
  const spec = osNamed(system.os);
  const kernel = system.kernel === null ? undefined : world.get(kernels, system.kernel);
  const state: LayerState =
    kernel?.state === "panicked"
      ? "panicked"
      : kernel?.state === "running"
        ? stateOf(machine)
        : machine.power === "booting"
          ? "starting"
          : "off";
  const id = `${machine.name}/os`;
  const virtual = machine.hardware === "virtual";
  const services = usage(`${machine.name}/userland`);
  const ownBytes = state === "running" || state === "paused" ? (kernel?.ownBytes ?? 0) : 0;
  const parts = [
    layer({
      id: `${machine.name}/kernel`,
      kind: "kernel",
      label: kernelLabel(system.os),
      on: machine.name,
      within: id,
      state,
      memoryBytes: ownBytes,
      diskBytes: system.kernelDiskBytes,
    }),
    layer({
      id: `${machine.name}/userland`,
      kind: "userland",
      label: `${spec?.label ?? system.os}: tools, libraries, services`,
      on: `${machine.name}/kernel`,
      within: id,
      state,
      cpu: services.cpu,
      memoryBytes: services.memoryBytes,
      diskBytes: system.userlandDiskBytes,
    }),
  ];
  return [
    layer({
      id,
      kind: virtual ? "guest-os" : "host-os",
      label: spec?.label ?? system.os,
      on: machine.name,
      state,
      readyMs: state === "running" ? startMs(world, machine.name) : null,
      cpu: services.cpu,
      memoryBytes: ownBytes + services.memoryBytes,
      diskBytes: system.kernelDiskBytes + system.userlandDiskBytes,
    }),
    ...parts,
  ];
}

function kernelLabel(os: string): string {
  const spec = osNamed(os);
  if (spec === undefined) return "Kernel";
  const family = { linux: "Linux", nt: "Windows NT", xnu: "XNU" }[spec.family];
  return `${family} ${spec.release}`;
}

function hypervisorLayer(world: World, machine: Machine, hypervisor: Hypervisor, usage: UsageOf): Layer {
  const product = hypervisorNamed(hypervisor.product);
  const onSystem = hypervisor.type === 2 || product?.hosts.length !== 0;
  const used = usage(hypervisor.layer);
  return layer({
    id: hypervisor.layer,
    kind: "hypervisor",
    label: product?.label ?? hypervisor.product,
    on: onSystem && systemOf(world, machine.id) !== undefined ? `${machine.name}/os` : machine.name,
    state: hypervisor.state,
    cpu: used.cpu,
    memoryBytes:
      used.memoryBytes + (onSystem || hypervisor.state !== "running" ? 0 : (product?.ownBytes ?? 0)),
    diskBytes: product?.diskBytes ?? 0,
  });
}

function appLayers(world: World, machine: Machine, app: App, usage: UsageOf): Layer[] {
  const alive = app.process !== null && world.get(processes, app.process) !== undefined;
  const state: LayerState = alive ? stateOf(machine) : "off";
  const { cpu, memoryBytes } = usage(app.layer);
  const libs = `${app.layer}/libs`;
  return [
    layer({
      id: libs,
      kind: "libs",
      label: app.libsLabel,
      on: `${machine.name}/os`,
      diskBytes: app.libsBytes,
    }),
    layer({
      id: app.layer,
      kind: "app",
      label: app.name,
      on: libs,
      state,
      cpu,
      memoryBytes,
      diskBytes: app.appBytes,
    }),
  ];
}
