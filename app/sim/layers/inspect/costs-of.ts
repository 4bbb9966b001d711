/** Which figures of the model the memory and the disk of a layer follow from, and what else there is to say of them. */

import { appCosts } from "../../costs/boot";
import type { Cost } from "../../costs/cost";
import { engineCosts } from "../../costs/engine";
import { hypervisorCosts } from "../../costs/hypervisors";
import { layerSizes } from "../../costs/layers";
import { systemDisk, systemMemory } from "../../costs/systems";
import { isBare, productOf } from "../../machine/vms/find";
import type { Subject } from "./subject";

/** The costs that a figure follows from, or a sentence where it follows from no single ones. */
export interface Grounds {
  readonly costs: readonly Cost[];
  readonly otherwise: string;
}

const say = (otherwise: string): Grounds => ({ costs: [], otherwise });

/** What was asked for, or what one gets who asks for nothing. */
function asked(bytes: number | undefined, usual: Cost): Grounds {
  return bytes === usual.value
    ? { costs: [usual], otherwise: "" }
    : say("It is what was asked for when it was installed.");
}

/** The entry of a table from which a value was taken. */
function entry(table: Readonly<Record<string, Cost>>, value: number | undefined): readonly Cost[] {
  return Object.values(table)
    .filter((cost) => cost.value === value)
    .slice(0, 1);
}

/** Where the memory of a layer comes from; `undefined` for layers that hold none by their nature. */
export function memoryGrounds(subject: Subject): Grounds | undefined {
  const { layer, os, hypervisor, container, app } = subject;
  switch (layer.kind) {
    case "kernel":
      return {
        costs: entry(systemMemory, os?.kernelBytes),
        otherwise: "It is what the kernel keeps for itself.",
      };
    case "userland":
      return say(
        "Modelled: the sum of what the system's services hold, each an estimate of what such a program takes, and of files that are kept in memory.",
      );
    case "host-os":
    case "guest-os":
      return say("Modelled: what its kernel and its userland hold; both say where that comes from.");
    case "hypervisor":
      return hypervisorMemory(subject);
    case "virtual-hardware":
      return vmMemory(subject);
    case "engine":
      return {
        costs: [engineCosts.daemonBytes, engineCosts.containerdBytes, engineCosts.shimBytes],
        otherwise: "",
      };
    case "app":
      if (container === undefined) return asked(app?.memoryBytes, appCosts.memoryBytes);
      return say(
        "Modelled: the sum of what its processes have touched, each an estimate of what such a program takes, and of files that they keep in memory.",
      );
    default:
      return hypervisor === undefined ? undefined : hypervisorMemory(subject);
  }
}

function hypervisorMemory({ hypervisor }: Subject): Grounds {
  if (hypervisor === undefined || !isBare(hypervisor))
    return say(
      "As a part of an operating system it holds nothing itself; what each virtual machine takes is counted with its virtual hardware.",
    );
  return { costs: entry(hypervisorCosts, productOf(hypervisor).ownBytes), otherwise: "" };
}

function vmMemory({ vm, layer, layers }: Subject): Grounds {
  const below = layers.find(({ id }) => id === layer.on);
  const { microVmMemory, hostedVmMemory, bareVmMemory } = hypervisorCosts;
  const onSystem = layers.find(({ id }) => id === below?.on)?.kind.endsWith("-os") === true;
  const kept = !onSystem ? bareVmMemory : vm?.profile === "microvm" ? microVmMemory : hostedVmMemory;
  const note = "What it was granted, less what its guest uses of that, and what its hypervisor keeps for it.";
  return { costs: [{ ...kept, origin: "modelled", note }, kept], otherwise: "" };
}

/** Where the disk of a layer comes from; `undefined` for layers that hold none by their nature. */
export function diskGrounds(subject: Subject): Grounds | undefined {
  const { layer, os, hypervisor, container, app } = subject;
  switch (layer.kind) {
    case "kernel":
      return { costs: entry(systemDisk, os?.kernelDiskBytes), otherwise: "The kernel with its modules." };
    case "userland":
      return {
        costs: entry(systemDisk, os?.userlandDiskBytes),
        otherwise: "Everything that the system brings beside its kernel.",
      };
    case "host-os":
    case "guest-os":
      return say("Modelled: what its kernel and its userland take; both say where that comes from.");
    case "hypervisor":
      return { costs: entry(hypervisorCosts, hypervisor && productOf(hypervisor).diskBytes), otherwise: "" };
    case "virtual-hardware":
      return say(
        "Counted: the room that its disk's image, its snapshots and copies take on the host, less what its guest has on that disk.",
      );
    case "engine":
      return engineDisk(subject);
    case "image":
      return {
        costs: [
          { ...layerSizes.alpine, note: "The sum of the layers that it brought, each by its size unpacked." },
        ],
        otherwise: "",
      };
    case "container":
      return say("Counted: what it has written itself; the files of its image are not copied for it.");
    case "libs":
      return container === undefined ? asked(app?.libsBytes, appCosts.libsBytes) : undefined;
    case "app":
      return container === undefined ? asked(app?.appBytes, appCosts.appBytes) : undefined;
    case "hardware":
      return undefined;
  }
}

function engineDisk({ engine, layer }: Subject): Grounds {
  const { engineDiskBytes, desktopDiskBytes, toolboxDiskBytes } = engineCosts;
  if (engine !== undefined)
    return {
      costs: [
        { ...engineDiskBytes, note: `${engineDiskBytes.note} Volumes, and what builds keep, come on top.` },
      ],
      otherwise: "",
    };
  return { costs: entry({ desktopDiskBytes, toolboxDiskBytes }, layer.diskBytes), otherwise: "" };
}
