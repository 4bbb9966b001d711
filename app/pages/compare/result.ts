/** What the comparison shows once both sides are up. Every figure in it was measured in this tab. */
import type { CompareState, KernelIdentity, MemoryUse } from "../../state/compare-types";
import { formatBytes, formatThings } from "../../ui/format";

export interface Comparison {
  vmMs: number;
  containerMs: number;
  ratio: number;
  vmCount: number;
  containerCount: number;
  vmMemory: MemoryUse | null;
  containerMemory: MemoryUse | null;
  vmKernel: KernelIdentity | null;
  containerKernel: KernelIdentity | null;
  hostKernel: KernelIdentity | null;
}

type Compared = Pick<CompareState, "vms" | "containers" | "host">;

/** The comparison, or null while not everything on both sides is up and timed. */
export function compare({ vms, containers, host }: Compared): Comparison | null {
  const vmTimes = vms.flatMap(({ status, promptMs }) =>
    status === "running" && promptMs !== null ? [promptMs] : [],
  );
  const containerTimes = containers.flatMap(({ status, startMs }) =>
    status === "running" && startMs !== null ? [startMs] : [],
  );
  const complete = vmTimes.length === vms.length && containerTimes.length === containers.length;
  if (!complete || vms.length === 0 || containers.length === 0) return null;
  const vmMs = Math.max(...vmTimes);
  const containerMs = Math.max(...containerTimes);
  return {
    vmMs,
    containerMs,
    ratio: vmMs / Math.max(containerMs, 1),
    vmCount: vms.length,
    containerCount: containers.length,
    vmMemory: sumMemory(vms.map(({ memory }) => memory)),
    containerMemory: sumMemory(containers.map(({ memory }) => memory)),
    vmKernel: vms[0]?.kernel ?? null,
    containerKernel: containers.find(({ kernel }) => kernel !== null)?.kernel ?? null,
    hostKernel: host.kernel,
  };
}

/** What to do, or to wait for, until there is a comparison. */
export function beforeResult({
  vms,
  containers,
  images,
}: Pick<CompareState, "vms" | "containers" | "images">): string {
  const vmUp = vms.some(({ status }) => status === "running");
  const containerUp = containers.some(({ status }) => status === "running");
  const underWay =
    vms.some(({ status }) => status === "loading" || status === "booting") ||
    containers.some(({ status }) => status === "starting");
  if (underWay) return "The comparison appears here when both sides are up.";
  if (vmUp && containerUp) return "The comparison appears here when everything on both sides is up.";
  if (vmUp) return "The virtual machine is up. Run the container too, and the comparison appears here.";
  if (containerUp)
    return "The container is up. Power on the virtual machine too, and the comparison appears here.";
  if (images.state === "building") return "Both sides boot when the guest images are there.";
  if (images.state === "failed" || images.state === "unavailable")
    return "Without guest images there is nothing to compare.";
  return "Press Start both. Both sides boot for real, in this tab, and are measured; the comparison appears here.";
}

function sumMemory(uses: readonly (MemoryUse | null)[]): MemoryUse | null {
  const known = uses.filter((use) => use !== null);
  if (known.length === 0 || known.length < uses.length) return null;
  const granted = known.map(({ grantedBytes }) => grantedBytes);
  return {
    usedBytes: known.reduce((sum, { usedBytes }) => sum + usedBytes, 0),
    grantedBytes: granted.every((bytes) => bytes !== null)
      ? granted.reduce((sum, bytes) => sum + bytes, 0)
      : null,
  };
}

/** A kernel as it answers for itself: `uname -r`, and enough of its boot id to tell it apart. */
export function kernelWords({ release, bootId }: KernelIdentity): string {
  return `${release}, boot id ${bootId.slice(0, 8)}`;
}

/** Memory in words: `12 MB used of 96 MB granted`. */
export function memoryWords({ usedBytes, grantedBytes }: MemoryUse): string {
  const used = `${formatBytes(usedBytes)} used`;
  return grantedBytes === null ? used : `${used} of ${formatBytes(grantedBytes)} granted`;
}

/** How many kernels run for how much work: the lesson in one line. */
export function kernelCountWords(vmCount: number, containerCount: number): string {
  return vmCount === 1 && containerCount === 1
    ? "Own kernel against shared kernel"
    : `${formatThings(vmCount, "kernel")} for ${formatThings(vmCount, "machine")}, 1 for ${formatThings(containerCount, "container")}`;
}

/** Whose kernel the container runs on, as far as the boot ids prove it. */
export function containerKernelWords({ containerKernel, hostKernel }: Comparison): string {
  if (!containerKernel || !hostKernel) return "the container's kernel has not answered yet";
  return containerKernel.bootId === hostKernel.bootId
    ? "the container's kernel is its host's: same boot id"
    : "the container's boot id differs from its host's, which should not be";
}

/** Whose kernel the virtual machine runs on, as far as the boot ids prove it. */
export function vmKernelWords({ vmKernel, hostKernel }: Comparison): string {
  if (!vmKernel || !hostKernel) return "the virtual machine's kernel has not answered yet";
  return vmKernel.bootId === hostKernel.bootId
    ? "the virtual machine's boot id equals the host's, which should not be"
    : "the virtual machine's is its own";
}
