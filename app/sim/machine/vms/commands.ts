/** What a person can ask of hypervisors and virtual machines. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { machineNamed } from "../access";
import { crashHypervisor as crash } from "../hypervisors/crash";
import { installHypervisor as install } from "../hypervisors/install";
import { type Hypervisor, hypervisors, type VirtualMachine } from "../tables";
import { createVm as create } from "./create";
import { deleteVm as remove } from "./delete";
import { vmOfMachine } from "./find";
import { migrateVm as migrate } from "./migrate";
import { pauseVm as pause, resumeVm as resume } from "./power";
import { deleteSnapshot as dropSnapshot, restoreVm as restore, snapshotVm as snapshot } from "./snapshots";

/** The hypervisor of a machine; the only one, or the one of this product. Refused: `no-machine`, `no-hypervisor`, `which-hypervisor`. */
function hypervisorOn(world: World, name: string, product: string | undefined): Result<Hypervisor> {
  const host = machineNamed(world, name);
  if (!host.ok) return host;
  const there = world.find(hypervisors, "machine", host.value.id);
  const [one, another] = there.filter((row) => product === undefined || row.product === product);
  const what = `${name} can give out no virtual machines`;
  if (one === undefined)
    return refuse(
      "no-hypervisor",
      what,
      product === undefined ? "no hypervisor is installed on it" : `${product} is not installed on it`,
      `Install a hypervisor on ${name} first`,
    );
  if (another !== undefined)
    return refuse(
      "which-hypervisor",
      what,
      `it has several hypervisors: ${there.map((row) => row.product).join(", ")}`,
      "Say which one it is to be",
    );
  return ok(one);
}

/** The virtual machine of this name. Refused: `no-machine`, `not-virtual`. */
function vmNamed(world: World, name: string): Result<VirtualMachine> {
  const machine = machineNamed(world, name);
  if (!machine.ok) return machine;
  const vm = vmOfMachine(world, machine.value.id);
  if (vm !== undefined) return ok(vm);
  return refuse(
    "not-virtual",
    `${name} cannot be treated as a virtual machine`,
    "its hardware is real",
    "Name a virtual machine",
  );
}

function withVm(world: World, name: string, act: (vm: VirtualMachine) => Result<unknown>): Result<unknown> {
  const vm = vmNamed(world, name);
  return vm.ok ? act(vm.value) : vm;
}

/** Leaves out what was not given. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

const installHypervisor = defineCommand(
  "installHypervisor",
  "Installs a hypervisor on a machine",
  { machine: z.string(), product: z.string() },
  (world, { machine, product }) => {
    const host = machineNamed(world, machine);
    return host.ok ? install(world, host.value.id, product) : host;
  },
);

const createVm = defineCommand(
  "createVm",
  "Makes a virtual machine with a system on its disk, switched off",
  {
    host: z.string(),
    name: z.string(),
    os: z.string(),
    product: z.optional(z.string()),
    vcpus: z.optional(z.number()),
    memoryBytes: z.optional(z.number()),
    diskBytes: z.optional(z.number()),
    disk: z.optional(z.enum(["thin", "full"])),
    profile: z.optional(z.enum(["os", "general", "pc", "microvm"])),
    nested: z.optional(z.boolean()),
  },
  (world, { host, product, name, os, ...sizes }) => {
    const hypervisor = hypervisorOn(world, host, product);
    if (!hypervisor.ok) return hypervisor;
    return create(world, { hypervisor: hypervisor.value.id, name, os, ...given(sizes) });
  },
);

const pauseVm = defineCommand(
  "pauseVm",
  "Holds a virtual machine still, with its memory",
  { machine: z.string() },
  (world, { machine }) => withVm(world, machine, (vm) => pause(world, vm.id)),
);

const resumeVm = defineCommand(
  "resumeVm",
  "Lets a paused virtual machine go on",
  { machine: z.string() },
  (world, { machine }) => withVm(world, machine, (vm) => resume(world, vm.id)),
);

const snapshotVm = defineCommand(
  "snapshotVm",
  "Keeps a virtual machine's disk and memory under a name",
  { machine: z.string(), snapshot: z.string() },
  (world, args) => withVm(world, args.machine, (vm) => snapshot(world, vm.id, args.snapshot)),
);

const restoreVm = defineCommand(
  "restoreVm",
  "Takes a virtual machine back to a snapshot",
  { machine: z.string(), snapshot: z.string() },
  (world, args) => withVm(world, args.machine, (vm) => restore(world, vm.id, args.snapshot)),
);

const deleteSnapshot = defineCommand(
  "deleteSnapshot",
  "Throws a snapshot of a virtual machine away",
  { machine: z.string(), snapshot: z.string() },
  (world, args) => withVm(world, args.machine, (vm) => dropSnapshot(world, vm.id, args.snapshot)),
);

const deleteVm = defineCommand(
  "deleteVm",
  "Deletes a virtual machine that is off, with its disk",
  { machine: z.string() },
  (world, { machine }) => withVm(world, machine, (vm) => remove(world, vm.id)),
);

const migrateVm = defineCommand(
  "migrateVm",
  "Moves a running virtual machine to another host",
  { machine: z.string(), to: z.string() },
  (world, { machine, to }) =>
    withVm(world, machine, (vm) => {
      const { product } = world.must(hypervisors, vm.hypervisor);
      const same = hypervisorOn(world, to, product);
      const target = same.ok ? same : hypervisorOn(world, to, undefined);
      return target.ok ? migrate(world, vm.id, target.value.id) : target;
    }),
);

const crashHypervisor = defineCommand(
  "crashHypervisor",
  "Lets the hypervisor of a machine crash",
  { machine: z.string(), product: z.optional(z.string()) },
  (world, { machine, product }) => {
    const hypervisor = hypervisorOn(world, machine, product);
    return hypervisor.ok ? crash(world, hypervisor.value.id) : hypervisor;
  },
);

export const vmCommands = [
  installHypervisor,
  createVm,
  pauseVm,
  resumeVm,
  snapshotVm,
  restoreVm,
  deleteSnapshot,
  deleteVm,
  migrateVm,
  crashHypervisor,
] as const;
