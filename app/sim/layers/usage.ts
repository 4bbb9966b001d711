/** What the processes of each layer use now, gathered in one walk over all of them. */
import { jobRate } from "../core/flow";
import type { World } from "../core/world";
import { processes } from "../kernel/process/table";

export interface Usage {
  /** Processors at work. */
  readonly cpu: number;
  readonly memoryBytes: number;
}

const NOTHING: Usage = { cpu: 0, memoryBytes: 0 };

/** Use by layer identifier; asks for a layer without processes are answered with nothing. */
export function usageByLayer(world: World): (layer: string) => Usage {
  const byLayer = new Map<string, Usage>();
  for (const { layer, rssBytes, job } of world.all(processes)) {
    const { cpu, memoryBytes } = byLayer.get(layer) ?? NOTHING;
    const rate = job === null ? 0 : jobRate(world, job);
    byLayer.set(layer, { cpu: cpu + rate, memoryBytes: memoryBytes + rssBytes });
  }
  return (layer) => byLayer.get(layer) ?? NOTHING;
}
