/** Machines as towers: hardware, what runs on it, and the machines inside it, to any depth. */
import type { LayerView } from "../../../sim/index";
import { frameId } from "../frame-id";
import type { BandPlan, FramePlan, Look, Plan, SpanPlan } from "../plan";
import { formatCapacity, formatThings } from "../words";
import type { Builder } from "./builder";
import { enginePlan } from "./containers";
import { bootLook, lookOf } from "./looks";
import {
  clientLabels,
  hardwareLabels,
  hypervisorLabels,
  kernelLabels,
  libsLabels,
  machineName,
  machineOf,
  userlandLabels,
  virtualHardwareLabels,
} from "./names";
import { stateNote, thingOf } from "./thing";

/** Shares of an operating system's width: engines beside a userland on which nothing stands. */
const ENGINES_WEIGHT = 4;
/** Share of an engine's client beside the hypervisor of its hidden machine. */
const CLIENT_WEIGHT = 0.4;

/** A machine from its hardware up. */
export function towerPlan(builder: Builder, hardware: LayerView): Plan {
  const look = bootLook(hardware, "hardware", hardware.phase, "done");
  const { name, what } = machineName(hardware);
  const thing = thingOf(hardware, "hardware", look, {
    labels: hardwareLabels(hardware),
    notes: [hardwareNote(hardware, look)],
    name: `${name}, hardware: ${what}`,
    more: [capacityWords(hardware)],
  });
  return { kind: "band", thing, above: machinePlans(builder, hardware, look) };
}

/** A virtual machine: a boundary, and in it a machine from its virtual hardware up. @param below look of the hypervisor */
function virtualMachine(builder: Builder, hardware: LayerView, below: Look): FramePlan {
  const look = lookOf(hardware, below);
  const own = bootLook(hardware, "hardware", hardware.phase, below);
  const { name, what } = machineName(hardware);
  const os = builder.index.above(hardware.id).find(({ kind }) => kind === "guest-os");
  const thing = thingOf(hardware, "vm", look, {
    id: frameId(hardware.id),
    labels: [name],
    notes: [stateNote(hardware)],
    name: `${name}, virtual machine`,
    more: os === undefined ? [] : [os.label],
  });
  const band = thingOf(hardware, "virtual-hardware", own, {
    labels: virtualHardwareLabels(hardware),
    notes: [hardwareNote(hardware, own)],
    name: `${name}, ${what}`,
    more: [capacityWords(hardware)],
  });
  return {
    kind: "frame",
    thing,
    inside: [{ kind: "band", thing: band, above: machinePlans(builder, hardware, own) }],
    alike: { as: os?.label ?? "no operating system", state: hardware.state },
  };
}

/** What stands on hardware itself: operating systems, and hypervisors that need none. */
function machinePlans(builder: Builder, hardware: LayerView, below: Look): Plan[] {
  return builder.index
    .above(hardware.id)
    .map((layer) =>
      layer.kind === "hypervisor"
        ? hypervisorPlan(builder, layer, hardware.phase, below)
        : systemPlan(builder, layer, hardware, below),
    );
}

function hypervisorPlan(builder: Builder, layer: LayerView, phase: string | null, below: Look): BandPlan {
  const bare = layer.state === "starting";
  const look = bare ? bootLook(layer, "kernel", phase, below) : lookOf(layer, below);
  const machines = builder.index.above(layer.id);
  const type = layer.on === machineOf(layer.id) ? 1 : 2;
  const thing = thingOf(layer, "hypervisor", look, {
    labels: hypervisorLabels(layer, type === 1),
    notes: [look === "working" ? phase : layer.state === "crashed" ? "crashed" : null],
    name: `${layer.label}, type ${type} hypervisor of ${machineOf(layer.id)}`,
    more: [formatThings(machines.length, "virtual machine")],
  });
  return { kind: "band", thing, above: machines.map((vm) => virtualMachine(builder, vm, look)) };
}

/** An operating system: a kernel, on it engines on the left and the userland with all that needs it on the right. */
function systemPlan(builder: Builder, os: LayerView, hardware: LayerView, below: Look): SpanPlan {
  const { index } = builder;
  const machine = machineOf(os.id);
  const phase = os.state === "starting" ? (os.phase ?? hardware.phase) : null;
  const parts = index.partsOf(os.id);
  const above = index.above(os.id);
  const thing = thingOf(os, "os", lookOf(os, below), {
    labels: [os.label],
    notes: [stateNote(os)],
    name: `${os.label}, ${os.kind === "host-os" ? "host" : "guest"} operating system of ${machine}`,
  });
  const inside = parts
    .filter(({ kind }) => kind === "kernel")
    .map((kernel) => kernelPlan(builder, kernel, os, phase, below, parts, above));
  return { kind: "span", thing, inside, of: parts.map(({ id }) => id) };
}

function kernelPlan(
  builder: Builder,
  kernel: LayerView,
  os: LayerView,
  phase: string | null,
  below: Look,
  parts: readonly LayerView[],
  above: readonly LayerView[],
): Plan {
  const look = bootLook(kernel, "kernel", phase, below);
  const users = builder.index.containersUsing(kernel.id).filter(isAlive).length;
  const shared =
    users === 0 ? null : `shared ${users === 1 ? "with" : "by"} ${formatThings(users, "container")}`;
  const thing = thingOf(kernel, "kernel", look, {
    labels: kernelLabels(kernel, os.kind === "guest-os"),
    notes: [look === "working" ? phase : look === "failed" ? stateNote(kernel) : null, shared],
    name: `kernel of ${machineOf(kernel.id)}, ${kernel.label}`,
    more: shared === null ? [] : [shared],
  });
  const engines = above.filter((layer) => layer.kind === "engine" && !isClient(builder, layer));
  const others = above.filter((layer) => !engines.includes(layer));
  const userland = parts
    .filter(({ kind }) => kind === "userland")
    .map((layer) => userlandPlan(builder, layer, os, phase, look, others));
  const beside = engines.length > 0 && others.length === 0;
  return {
    kind: "band",
    thing,
    above: [
      ...engines.map((engine) => ({
        ...enginePlan(builder, engine, look),
        ...(beside ? { weight: ENGINES_WEIGHT } : {}),
      })),
      ...userland.map((plan) => (beside ? { ...plan, weight: 1 } : plan)),
    ],
  };
}

/** Containers with processes: those that have ended share no kernel. */
const isAlive = ({ state }: LayerView) =>
  state === "running" || state === "paused" || state === "starting" || state === "restarting";

/** A client speaks to an engine elsewhere; it is a program of this system's userland. */
const isClient = ({ index }: Builder, { uses }: LayerView) =>
  uses.some((used) => index.byId(used)?.kind === "engine");

function userlandPlan(
  builder: Builder,
  userland: LayerView,
  os: LayerView,
  phase: string | null,
  below: Look,
  others: readonly LayerView[],
): Plan {
  const look = bootLook(userland, "userland", phase, below);
  const thing = thingOf(userland, "userland", look, {
    labels: userlandLabels(os.label),
    notes: [look === "working" ? phase : null],
    name: `userland of ${machineOf(userland.id)}, ${userland.label}`,
  });
  return {
    kind: "band",
    thing,
    above: others.map((layer) => {
      if (layer.kind === "hypervisor") return hypervisorPlan(builder, layer, null, look);
      return layer.kind === "libs" ? appPlan(builder, layer, phase, look) : clientPlan(layer, look);
    }),
  };
}

function clientPlan(layer: LayerView, below: Look): Plan {
  const thing = thingOf(layer, "engine", lookOf(layer, below), {
    labels: clientLabels(layer),
    name: `${layer.label} on ${machineOf(layer.id)}`,
  });
  return { kind: "band", thing, above: [], weight: CLIENT_WEIGHT };
}

/** An app's binaries and libraries with the app on them. */
function appPlan({ index }: Builder, libs: LayerView, phase: string | null, below: Look): Plan {
  const apps = index.above(libs.id);
  const thing = thingOf(libs, "userland", lookOf(libs, below), {
    labels: libsLabels(null),
    name: `binaries and libraries of ${apps[0]?.label ?? "no app"} on ${machineOf(libs.id)}`,
  });
  const above = apps.map((app): Plan => {
    const look = bootLook(app, "app", phase, below);
    const note = look === "working" ? phase : look === "idle" ? null : stateNote(app);
    const words = { labels: [app.label], notes: [note], name: `${app.label}, app on ${machineOf(app.id)}` };
    return { kind: "band", thing: thingOf(app, "app", look, words), above: [] };
  });
  return { kind: "band", thing, above };
}

/** Hardware at work notes the phase of that; once it has handed over, the rest of the boot is not its affair. */
const hardwareNote = (layer: LayerView, look: Look) =>
  layer.state === "starting" && look !== "working" ? null : stateNote(layer);

function capacityWords({ capacity }: LayerView): string {
  if (capacity === null) return "";
  return `${formatThings(capacity.cpus, "processor")}, ${formatCapacity(capacity.memoryBytes)} of memory`;
}
