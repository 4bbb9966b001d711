/** What a layer is, in a sentence or two. */
import { productOf } from "../../machine/vms/find";
import type { LayerKind } from "../layer";
import type { Subject } from "./subject";

const ABOUT: Readonly<Record<Exclude<LayerKind, "hypervisor" | "engine" | "app" | "libs">, string>> = {
  hardware: "A physical machine: processors, memory, disk and network. Everything else stands on it.",
  "virtual-hardware":
    "Hardware that a hypervisor makes up out of what it has: processors, memory, a disk and a network card. A whole operating system boots on it as on a real machine.",
  "host-os": "The operating system of a physical machine: a kernel, and the programs around it.",
  "guest-os":
    "An operating system inside a virtual machine: with a kernel of its own, which knows nothing of its host's.",
  kernel:
    "The part of an operating system that rules the hardware: it gives out memory and processor time, and all processes reach files and network through it.",
  userland:
    "What an operating system brings beside its kernel: process 1, services, tools and libraries, all of them ordinary processes and files.",
  image:
    "Files and settings that containers are made from, in layers that are only read; images share the layers that they have in common.",
  container:
    "Processes of the host's kernel that see files, processes and a network of their own (namespaces) and may use only so much (control group). There is no operating system in between.",
};

/** What such a thing is. */
export function aboutOf(subject: Subject): string {
  const { layer, hypervisor, container, engine } = subject;
  switch (layer.kind) {
    case "hypervisor":
      return hypervisor === undefined
        ? "Runs virtual machines."
        : `Runs virtual machines. ${productOf(hypervisor).about}.`;
    case "engine":
      return engine === undefined
        ? "Passes what a person asks for on to an engine in a hidden virtual machine, where there is a Linux kernel."
        : "A service that pulls images and starts containers. They are processes of the kernel, not its own: it is not between them and the kernel.";
    case "libs":
      return container === undefined
        ? "Binaries and libraries that an application brings along, beside those of the system."
        : "Binaries and libraries that come with the image: the container's own userland, without a kernel.";
    case "app":
      return container === undefined
        ? "An application that is installed on a system and shares it with all others there."
        : "The application: what the container is started for. When its first process ends, so does the container.";
    default:
      return ABOUT[layer.kind];
  }
}
