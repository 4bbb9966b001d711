/** What can be done to machines, real and virtual. */
import type { LayerView } from "../../../sim/index";
import { freeSnapshotName } from "../reading/names";
import { bareHypervisorOn, isServer, productOf } from "../reading/products";
import { chainOf, hypervisorUnder, isDown, isManagement, machineOf, ofKind, osOf } from "../reading/stack";
import { type Offer, type Offers, offer } from "./offer";

type Layers = readonly LayerView[];

/** Switching a machine on, whatever it is. */
export function switchOn(machine: string): Offer {
  return offer("run", "power-on", "Switch it on", { do: "powerOn", machine });
}

/** Switching a machine off and on again. */
export function startAnew(machine: string, kind: Offer["kind"] = "run"): Offer {
  return offer(kind, "restart", "Restart it", { do: "restart", machine });
}

/** Shutting a machine down in order. */
export function shutDown(machine: string): Offer {
  return offer("run", "shut-down", "Shut it down", { do: "shutDown", machine });
}

/** Whether the kernel or hypervisor on a machine is gone, so that only its plug helps. */
function isLost(layers: Layers, machine: string): boolean {
  return (
    osOf(layers, machine)?.state === "panicked" || bareHypervisorOn(layers, machine)?.state === "crashed"
  );
}

function real(layer: LayerView, layers: Layers): Offer[] {
  const { id: machine, state } = layer;
  if (state === "off") return [switchOn(machine)];
  const pull = isServer(layer) ? "Cut its power" : "Pull the plug";
  const plug = offer("break", "pull-plug", pull, { do: "powerOff", machine });
  if (isLost(layers, machine)) return [startAnew(machine, "repair"), plug];
  return state === "starting" ? [startAnew(machine), plug] : [shutDown(machine), startAnew(machine), plug];
}

/** Hosts that a virtual machine could be moved to: with the same hypervisor, up, and not standing on it. */
function otherHosts({ id }: LayerView, layers: Layers): string[] {
  const here = hypervisorUnder(layers, id);
  const product = productOf(here);
  if (here === undefined || product === undefined || !product.migrates) return [];
  return ofKind(layers, "hypervisor")
    .filter((other) => other.label === here.label && other.id !== here.id && other.state === "running")
    .map((other) => machineOf(other.id))
    .filter((host) => !chainOf(layers, host).includes(id));
}

function snapshotsOf(layer: LayerView): Offer[] {
  const machine = layer.id;
  const name = freeSnapshotName(layer, "before");
  return [
    offer("build", "snapshot", `Take a snapshot “${name}”`, { do: "snapshotVm", machine, snapshot: name }),
    ...(layer.snapshots ?? []).flatMap((snapshot) => [
      offer("repair", `restore-${snapshot}`, `Restore snapshot “${snapshot}”`, {
        do: "restoreVm",
        machine,
        snapshot,
      }),
      offer("remove", `delete-snapshot-${snapshot}`, `Delete snapshot “${snapshot}”`, {
        do: "deleteSnapshot",
        machine,
        snapshot,
      }),
    ]),
  ];
}

function virtual(layer: LayerView, layers: Layers): Offer[] {
  const { id: machine, state } = layer;
  const off = offer("break", "pull-plug", "Switch it off at once", { do: "powerOff", machine });
  const resume = offer("run", "resume", "Let it go on", { do: "resumeVm", machine });
  const pause = offer("run", "pause", "Pause it", { do: "pauseVm", machine });
  const remove = offer("remove", "delete", "Delete it with its disk", { do: "deleteVm", machine });
  if (isDown(layer)) return [switchOn(machine), ...snapshotsOf(layer), remove];
  if (state === "paused") return [resume, off, ...snapshotsOf(layer)];
  if (state === "starting") return [pause, startAnew(machine), off];
  const moves = otherHosts(layer, layers).map((to) =>
    offer("run", `migrate-to-${to}`, `Move it to ${to} while it runs`, { do: "migrateVm", machine, to }),
  );
  const lost = isLost(layers, machine);
  const restart = startAnew(machine, lost ? "repair" : "run");
  return lost
    ? [restart, off, ...snapshotsOf(layer)]
    : [shutDown(machine), restart, pause, ...snapshotsOf(layer), ...moves, off];
}

/** Offers for hardware. A machine that manages the hypervisor below it comes and goes with its host. */
export const machineOffers: Offers = (layer, layers) => {
  if (isManagement(layer)) return [];
  return layer.kind === "virtual-hardware" ? virtual(layer, layers) : real(layer, layers);
};
