/** What can be done to operating systems, and to the kernel and the userland of each. */
import type { LayerView } from "../../../sim/index";
import { familyOn, systemOn } from "../reading/products";
import { engineFor, hardwareOf, isManagement, isOs, machineOf } from "../reading/stack";
import { exploitFrom, exploitsOf } from "./exploit";
import { shutDown, startAnew, switchOn } from "./machine";
import { type Offer, type Offers, offer } from "./offer";
import { troubleOnSystem } from "./trouble";

type Layers = readonly LayerView[];

/** Windows and macOS that are too old for Docker Desktop. */
const OLD: readonly string[] = ["windows-7", "macos-10.10"];

function engineOffers(machine: string, layers: Layers): Offer[] {
  const system = systemOn(layers, machine);
  if (system === undefined || engineFor(layers, machine) !== undefined) return [];
  if (system.family === "linux")
    return [
      offer("build", "install-engine", "Install Docker Engine", {
        do: "installEngine",
        machine,
        product: "docker",
      }),
    ];
  return OLD.includes(system.key)
    ? [
        offer("build", "install-docker-toolbox", "Install Docker Toolbox", {
          do: "installDockerToolbox",
          machine,
        }),
      ]
    : [
        offer("build", "install-docker-desktop", "Install Docker Desktop", {
          do: "installDockerDesktop",
          machine,
        }),
      ];
}

function running(layer: LayerView, layers: Layers, machine: string, managed: boolean): Offer[] {
  const crash = offer("break", "crash-kernel", "Crash the kernel", { do: "crashKernel", machine });
  const trouble = familyOn(layers, machine) === "nt" ? [] : troubleOnSystem(machine);
  if (layer.kind === "kernel") return [crash, ...exploitsOf(machine, layers), ...trouble];
  if (layer.kind === "userland") return [...trouble, exploitFrom(layer)];
  const power = managed ? [] : [shutDown(machine), startAnew(machine)];
  return [...engineOffers(machine, layers), ...power, crash, ...trouble];
}

/** Offers for an operating system or a part of it. */
export const systemOffers: Offers = (layer, layers) => {
  const machine = machineOf(layer.id);
  const hardware = hardwareOf(layers, machine);
  const managed = hardware !== undefined && isManagement(hardware);
  if (layer.state === "running") return running(layer, layers, machine, managed);
  if (managed) return [];
  if (layer.state === "panicked") return [startAnew(machine, "repair")];
  if (layer.state === "paused") return [offer("run", "resume", "Let it go on", { do: "resumeVm", machine })];
  if (layer.state === "starting") return [startAnew(machine)];
  return isOs(layer) ? [switchOn(machine), ...engineOffers(machine, layers)] : [switchOn(machine)];
};
