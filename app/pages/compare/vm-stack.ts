/** The left pane's stack: what each virtual machine is made of, and which part of it is at work. */
import type { Isolation, Layer, LayerRole, LayerState, Stack } from "../../diagram/layout/stack";
import type { VmView } from "../../state/compare-types";
import { formatBytes, formatPartMs } from "../../ui/format";
import { BOOT_PHASES, phaseTotal } from "./phases";

/** The layers of one boot from the bottom up; each is done when a higher one has begun. */
const ORDER: readonly LayerRole[] = ["hypervisor", "virtual-hardware", "kernel", "userland", "app"];

const levelOf = (role: LayerRole) => ORDER.indexOf(role);

/** The level at work, or reached last; -1 before power-on. */
function levelReached(vm: VmView): number {
  if (vm.status === "off") return -1;
  if (vm.status === "running") return ORDER.length;
  const phase = vm.phases.current?.phase ?? vm.phases.spans.at(-1)?.phase;
  const info = BOOT_PHASES.find((candidate) => candidate.phase === phase);
  return info ? levelOf(info.role) : 0;
}

function stateAt(vm: VmView, role: LayerRole): LayerState {
  const level = levelOf(role);
  const reached = levelReached(vm);
  if (level < reached) return "done";
  if (vm.status === "failed") return level === reached ? "failed" : "off";
  return level === reached ? "working" : "idle";
}

/** Milliseconds spent in the phases of a role, as a remark; nothing before there are any. */
function timeNotes(vm: VmView, role: LayerRole): string[] {
  const totals = BOOT_PHASES.filter((info) => info.role === role).map(({ phase }) =>
    phaseTotal(vm.phases, phase),
  );
  const known = totals.filter((total) => total !== null);
  return known.length > 0 ? [formatPartMs(known.reduce((sum, total) => sum + total, 0))] : [];
}

const WORKING_NOTES: Partial<Record<LayerRole, string[]>> = {
  hypervisor: ["making the machine", "working"],
  "virtual-hardware": ["firmware at work", "firmware"],
  kernel: ["starting"],
  userland: ["init at work", "init"],
  app: ["starting"],
};

function notesOf(vm: VmView, role: LayerRole, state: LayerState): string[] {
  if (state === "failed") return ["failed"];
  if (state === "off") return ["out of reach"];
  if (state === "working") {
    if (role === "hypervisor" && vm.status === "loading") return ["waiting for the guest's files", "loading"];
    if (role === "kernel" && vm.phases.current?.phase === "initramfs")
      return ["unpacking its first files", "unpacking"];
    return WORKING_NOTES[role] ?? [];
  }
  if (state === "idle") return [];
  const times = timeNotes(vm, role);
  if (role !== "virtual-hardware") return times;
  if (vm.profile === "microvm") return ["no firmware: booted directly", "no firmware"];
  return [...times.map((time) => `firmware ${time}`), ...times];
}

function hardwareLabels(vm: VmView): string[] {
  const granted = vm.memory?.grantedBytes;
  const labels = ["virtual hardware · 1 CPU", "virtual hardware", "virtual hw"];
  return granted ? [`virtual hardware · 1 CPU · ${formatBytes(granted)}`, ...labels] : labels;
}

function machineLayers(vm: VmView, several: boolean): Layer[] {
  const release = vm.kernel?.release;
  const layer = (role: LayerRole, labels: string[], on: string): Layer => {
    const state = stateAt(vm, role);
    return { id: `${vm.id}/${role}`, role, labels, notes: notesOf(vm, role, state), state, on, group: vm.id };
  };
  const name = several ? [`${vm.label} · app: sh`, vm.label] : ["app · sh", "app"];
  return [
    layer("virtual-hardware", hardwareLabels(vm), "hypervisor"),
    layer(
      "kernel",
      [...(release ? [`guest kernel · Linux ${release}`] : []), "guest kernel", "kernel"],
      `${vm.id}/virtual-hardware`,
    ),
    layer("userland", ["userland · busybox", "userland"], `${vm.id}/kernel`),
    layer("app", name, `${vm.id}/userland`),
  ];
}

const GIVES = ["gives out virtual hardware", "gives out hardware"];

function hypervisorLayer(vms: readonly VmView[]): Layer {
  const states = vms.map((vm) => stateAt(vm, "hypervisor"));
  const state =
    (["working", "done", "failed"] as const).find((candidate) => states.includes(candidate)) ?? "idle";
  const loading = vms.find((vm) => stateAt(vm, "hypervisor") === "working");
  return {
    id: "hypervisor",
    role: "hypervisor",
    labels: ["hypervisor · played by v86", "hypervisor"],
    notes: loading ? notesOf(loading, "hypervisor", state) : state === "failed" ? ["failed"] : GIVES,
    state,
    on: "hardware",
    group: null,
  };
}

/** One to three virtual machines on one hypervisor: as many kernels as machines. */
export function vmStack(vms: readonly VmView[]): Stack {
  const groups: Isolation[] = vms.map(({ id, label }) => ({ id, kind: "vm", label }));
  const hardware: Layer = {
    id: "hardware",
    role: "hardware",
    labels: ["hardware · v86 in this browser", "hardware"],
    notes: ["an emulated PC"],
    state: "done",
    on: null,
    group: null,
  };
  const machines = vms.flatMap((vm) => machineLayers(vm, vms.length > 1));
  return { layers: [hardware, hypervisorLayer(vms), ...machines], groups };
}
