/** The left pane's picture: what each virtual machine is made of, and which part of it is at work. */
import type { Look, Picture, Plan, Role } from "../../diagram/layout/plan";
import type { VmView } from "../../state/compare-types";
import { formatBytes, formatPartMs, formatThings } from "../../ui/format";
import { BOOT_PHASES, phaseTotal } from "./phases";
import { band, frame, pictureFrom } from "./picture-parts";

/** The layers of one boot from the bottom up; each is done when a higher one has begun. */
const ORDER: readonly Role[] = ["hypervisor", "virtual-hardware", "kernel", "userland", "app"];

const levelOf = (role: Role) => ORDER.indexOf(role);

/** The level at work, or reached last; -1 before power-on. */
function levelReached(vm: VmView): number {
  if (vm.status === "off") return -1;
  if (vm.status === "running") return ORDER.length;
  const phase = vm.phases.current?.phase ?? vm.phases.spans.at(-1)?.phase;
  const info = BOOT_PHASES.find((candidate) => candidate.phase === phase);
  return info ? levelOf(info.role) : 0;
}

function lookAt(vm: VmView, role: Role): Look {
  const level = levelOf(role);
  const reached = levelReached(vm);
  if (level < reached) return "done";
  if (vm.status === "failed") return level === reached ? "failed" : "off";
  return level === reached ? "working" : "idle";
}

/** Milliseconds spent in the phases of a role, as a remark; nothing before there are any. */
function timeNotes(vm: VmView, role: Role): string[] {
  const totals = BOOT_PHASES.filter((info) => info.role === role).map(({ phase }) =>
    phaseTotal(vm.phases, phase),
  );
  const known = totals.filter((total) => total !== null);
  return known.length > 0 ? [formatPartMs(known.reduce((sum, total) => sum + total, 0))] : [];
}

const WORKING_NOTES: Partial<Record<Role, string[]>> = {
  hypervisor: ["making the machine", "working"],
  "virtual-hardware": ["firmware at work", "firmware"],
  kernel: ["starting"],
  userland: ["init at work", "init"],
  app: ["starting"],
};

function notesOf(vm: VmView, role: Role, look: Look): string[] {
  if (look === "failed") return ["failed"];
  if (look === "off") return ["out of reach"];
  if (look === "working") {
    if (role === "hypervisor" && vm.status === "loading") return ["waiting for the guest's files", "loading"];
    if (role === "kernel" && vm.phases.current?.phase === "initramfs")
      return ["unpacking its first files", "unpacking"];
    return WORKING_NOTES[role] ?? [];
  }
  if (look === "idle") return [];
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

/** A machine as a whole: what became of it last. */
const MACHINE_LOOKS: Readonly<Record<VmView["status"], Look>> = {
  off: "idle",
  loading: "working",
  booting: "working",
  running: "done",
  failed: "failed",
};

function machine(vm: VmView, several: boolean): Plan {
  const release = vm.kernel?.release;
  const layer = (role: Role, labels: string[], above: Plan[]) => {
    const look = lookAt(vm, role);
    const of = several ? { of: vm.label } : {};
    return band({ id: `${vm.id}/${role}`, role, look, labels, notes: notesOf(vm, role, look), ...of }, above);
  };
  const names = several ? [`${vm.label} · app: sh`, vm.label] : ["app · sh", "app"];
  const app = layer("app", names, []);
  const userland = layer("userland", ["userland · busybox", "userland"], [app]);
  const kernels = [...(release ? [`guest kernel · Linux ${release}`] : []), "guest kernel", "kernel"];
  const kernel = layer("kernel", kernels, [userland]);
  const hardware = layer("virtual-hardware", hardwareLabels(vm), [kernel]);
  const labels = [`virtual machine ${vm.label}`, vm.label];
  return frame({ id: vm.id, role: "vm", look: MACHINE_LOOKS[vm.status], labels, notes: [] }, [hardware]);
}

const GIVES = ["gives out virtual hardware", "gives out hardware"];

function hypervisor(vms: readonly VmView[]): Plan {
  const looks = vms.map((vm) => lookAt(vm, "hypervisor"));
  const look =
    (["working", "done", "failed"] as const).find((candidate) => looks.includes(candidate)) ?? "idle";
  const loading = vms.find((vm) => lookAt(vm, "hypervisor") === "working");
  return band(
    {
      id: "hypervisor",
      role: "hypervisor",
      labels: ["hypervisor · played by v86", "hypervisor"],
      notes: loading ? notesOf(loading, "hypervisor", look) : look === "failed" ? ["failed"] : GIVES,
      look,
    },
    vms.map((vm) => machine(vm, vms.length > 1)),
  );
}

/** One to three virtual machines on one hypervisor: as many kernels as machines. */
export function vmPicture(vms: readonly VmView[]): Picture {
  const hardware = band(
    {
      id: "hardware",
      role: "hardware",
      labels: ["hardware · v86 in this browser", "hardware"],
      notes: ["an emulated PC"],
      look: "done",
    },
    [hypervisor(vms)],
  );
  const each = vms.length > 1 ? "each with a kernel of its own" : "with a kernel of its own";
  return pictureFrom(hardware, `${formatThings(vms.length, "virtual machine")} on one hypervisor, ${each}.`);
}
