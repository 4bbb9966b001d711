/** Machines and containers that were not asked for yet, so that their stacks can be shown before. */
import type { CompareState, ContainerView, VmView } from "../../state/compare-types";

/** A virtual machine that is off. */
export function blankVm(number: number, profile: VmView["profile"]): VmView {
  return {
    id: `vm-${number}`,
    label: `VM ${number}`,
    status: "off",
    profile,
    download: null,
    clockFrom: null,
    phases: { spans: [], current: null },
    promptMs: null,
    kernel: null,
    memory: null,
    error: null,
  };
}

/** A container that does not exist yet. */
export function blankContainer(number: number): ContainerView {
  return {
    name: `c${number}`,
    status: "none",
    clockFrom: null,
    phases: { spans: [], current: null },
    startMs: null,
    interactive: number === 1,
    hostPid: null,
    kernel: null,
    memory: null,
    exitStatus: null,
    error: null,
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The machines of the left pane: those that there are, or as many as were asked for. */
export function vmsShown({
  vms,
  vmCount,
  profile,
}: Pick<CompareState, "vms" | "vmCount" | "profile">): VmView[] {
  return vms.length > 0 ? vms : numbers(vmCount).map((number) => blankVm(number, profile));
}

/** The containers of the right pane: those that there are, or as many as were asked for. */
export function containersShown({
  containers,
  containerCount,
}: Pick<CompareState, "containers" | "containerCount">): ContainerView[] {
  return containers.length > 0 ? containers : numbers(containerCount).map(blankContainer);
}
