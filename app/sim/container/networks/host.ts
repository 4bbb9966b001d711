/** The host's side of an engine's networks. */
import type { World } from "../../core/world";
import { processes } from "../../kernel/process/table";
import { kernelOf } from "../../machine/access";
import { engines } from "../tables";

/** The initial network namespace of a machine whose kernel runs, which is that of its process 1. */
export function initialNet(world: World, machine: number): number | undefined {
  const kernel = kernelOf(world, machine);
  return kernel && world.get(processes, kernel.init)?.ns.net;
}

/** The network namespace that an engine's bridges are in, while the kernel below it runs. */
export function hostNet(world: World, engineId: number): number | undefined {
  return initialNet(world, world.must(engines, engineId).machine);
}
