/** What a person can ask of machines, their systems and their applications. */
import * as z from "zod/mini";
import { defineCommand } from "../core/command";
import type { Result } from "../core/result";
import type { World } from "../core/world";
import { machineNamed } from "./access";
import { installApp } from "./apps/install";
import { crashApp, startApp } from "./apps/start";
import { createMachine } from "./hardware/create";
import { createVps } from "./hardware/vps";
import { crashKernel } from "./power/crash";
import { exploit } from "./power/exploit";
import { powerOff } from "./power/off";
import { powerOn } from "./power/on";
import { shutDown } from "./power/shutdown";
import { installSystem } from "./systems/install";
import { vmCommands } from "./vms/commands";

const machine = z.string();
const size = z.optional(z.int().check(z.positive()));
const bytes = z.optional(z.int().check(z.nonnegative()));
const MAX_PORT = 65_535;

/** Carries something out on the machine of a name. */
function on(
  world: World,
  name: string,
  what: (world: World, machineId: number) => Result<unknown>,
): Result<unknown> {
  const named = machineNamed(world, name);
  return named.ok ? what(world, named.value.id) : named;
}

const addMachine = defineCommand(
  "addMachine",
  "Puts a machine into the world, switched off; a VPS comes with its system, on a provider's server",
  {
    name: z.string(),
    preset: z.enum(["laptop", "desktop", "server", "vps"]),
    label: z.optional(z.string()),
    cpus: size,
    memoryBytes: size,
    diskBytes: size,
    arch: z.optional(z.enum(["x86_64", "arm64"])),
    canVirtualise: z.optional(z.boolean()),
    os: z.optional(z.string()),
  },
  (world, { preset, os, ...spec }) => {
    if (preset === "vps") return createVps(world, { ...spec, ...(os === undefined ? {} : { os }) });
    const made = createMachine(world, { ...spec, preset });
    return made.ok && os !== undefined ? installSystem(world, made.value.id, os) : made;
  },
);

const installOs = defineCommand(
  "installOs",
  "Installs an operating system on a machine that is off",
  { machine, os: z.string() },
  (world, { machine, os }) => on(world, machine, (_, id) => installSystem(world, id, os)),
);

const installAppCommand = defineCommand(
  "installApp",
  "Installs an application with its libraries on a machine's system",
  {
    machine,
    name: z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]*$/)),
    libsLabel: z.optional(z.string()),
    libsBytes: bytes,
    appBytes: bytes,
    memoryBytes: bytes,
    port: z.optional(z.int().check(z.positive(), z.maximum(MAX_PORT))),
    autostart: z.optional(z.boolean()),
  },
  (world, { machine, ...spec }) => on(world, machine, (_, id) => installApp(world, id, spec)),
);

const startAppCommand = defineCommand(
  "startApp",
  "Starts an installed application",
  { machine, name: z.string() },
  (world, { machine, name }) => startApp(world, machine, name),
);

const crashAppCommand = defineCommand(
  "crashApp",
  "Lets an application crash",
  { machine, name: z.string() },
  (world, { machine, name }) => crashApp(world, machine, name),
);

const powerOnCommand = defineCommand("powerOn", "Switches a machine on", { machine }, (world, { machine }) =>
  on(world, machine, powerOn),
);

const powerOffCommand = defineCommand(
  "powerOff",
  "Pulls the plug of a machine: nobody on it is told",
  { machine },
  (world, { machine }) => on(world, machine, powerOff),
);

const restart = defineCommand(
  "restart",
  "Switches a machine off and on again",
  { machine },
  (world, { machine }) =>
    on(world, machine, (_, id) => {
      const off = powerOff(world, id);
      return off.ok ? powerOn(world, id) : off;
    }),
);

const shutDownCommand = defineCommand(
  "shutDown",
  "Shuts a machine down in order",
  { machine },
  (world, { machine }) => on(world, machine, shutDown),
);

const crashKernelCommand = defineCommand(
  "crashKernel",
  "Lets the kernel of a machine panic",
  { machine },
  (world, { machine }) => crashKernel(world, machine),
);

const exploitKernel = defineCommand(
  "exploitKernel",
  "Lets whoever runs in a layer break into the kernel below",
  { machine, layer: z.string() },
  (world, { machine, layer }) => exploit(world, machine, layer),
);

export const machineCommands = [
  addMachine,
  installOs,
  installAppCommand,
  startAppCommand,
  crashAppCommand,
  powerOnCommand,
  powerOffCommand,
  restart,
  shutDownCommand,
  crashKernelCommand,
  exploitKernel,
  ...vmCommands,
] as const;
