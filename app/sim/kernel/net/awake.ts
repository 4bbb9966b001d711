/** Whether there is anybody in a namespace to pass on and answer packets, and how places are called on a path. */
import { flowNodes } from "../../core/flow";
import type { World } from "../../core/world";
import { type Kernel, kernels } from "../kernel";
import { namespaces } from "../namespace/table";

/** Whether the kernel behind a network namespace runs and gets processor time. The wire outside of all kernels (0) does. */
export function isAwake(world: World, ns: number): boolean {
  if (ns === 0) return true;
  const kernel = kernelBehind(world, ns);
  if (kernel?.state !== "running" || kernel.paused) return false;
  let node = world.get(flowNodes, kernel.cpuNode);
  while (node !== undefined && !node.frozen) node = world.get(flowNodes, node.parent ?? 0);
  return node === undefined;
}

/** How a device is called on a path: with the layer of its kernel in front (`laptop/kernel:docker0`), on the wire without. */
export function placeName(world: World, ns: number, device: string): string {
  const kernel = kernelBehind(world, ns);
  return kernel === undefined ? device : `${kernel.layer}:${device}`;
}

function kernelBehind(world: World, ns: number): Kernel | undefined {
  return world.get(kernels, world.get(namespaces, ns)?.kernel ?? 0);
}
