/** What the processes of each layer use now, gathered in one walk over all of them. */
import { containers } from "../container/tables";
import { jobRate } from "../core/flow";
import type { World } from "../core/world";
import { cgroups } from "../kernel/cgroup/table";
import { lineOf } from "../kernel/cgroup/walk";
import { pageCharges } from "../kernel/files/tables";
import { kernels } from "../kernel/kernel";
import { processes } from "../kernel/process/table";
import { machines } from "../machine/tables";

export interface Usage {
  /** Processors at work. */
  readonly cpu: number;
  readonly memoryBytes: number;
}

const NOTHING: Usage = { cpu: 0, memoryBytes: 0 };

/** Layer that pays for a file in memory: the container whose group does, otherwise the userland of the kernel's machine. */
function payerOf(world: World, cgroup: number, byCgroup: ReadonlyMap<number, string>): string {
  for (const { id } of lineOf(world, cgroup)) {
    const layer = byCgroup.get(id);
    if (layer !== undefined) return layer;
  }
  const { kernel } = world.must(cgroups, cgroup);
  return `${world.must(machines, world.must(kernels, kernel).machine).name}/userland`;
}

/** Use by layer identifier: of its processes, and of files in memory; asks for a layer without any are answered with nothing. */
export function usageByLayer(world: World): (layer: string) => Usage {
  const byLayer = new Map<string, { cpu: number; memoryBytes: number }>();
  const add = (layer: string, cpu: number, memoryBytes: number) => {
    const sum = byLayer.get(layer);
    if (sum === undefined) byLayer.set(layer, { cpu, memoryBytes });
    else {
      sum.cpu += cpu;
      sum.memoryBytes += memoryBytes;
    }
  };
  for (const { layer, rssBytes, job } of world.all(processes))
    add(layer, job === null ? 0 : jobRate(world, job), rssBytes);
  const byCgroup = new Map<number, string>();
  for (const { cgroup, layer } of world.all(containers)) if (cgroup !== null) byCgroup.set(cgroup, layer);
  for (const { groups, bytes } of world.all(pageCharges)) {
    const payer = groups.find((group) => world.get(cgroups, group) !== undefined);
    if (payer !== undefined) add(payerOf(world, payer, byCgroup), 0, bytes);
  }
  return (layer) => byLayer.get(layer) ?? NOTHING;
}
