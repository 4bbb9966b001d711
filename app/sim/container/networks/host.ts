/** The host's side of an engine's networks. */
import type { World } from "../../core/world";
import { kernelOf } from "../../machine/access";
import { initialNet } from "../../machine/network/wire";
import { engines } from "../tables";

/** The initial network namespace of a machine while its kernel runs. */
export function netOf(world: World, machine: number): number | undefined {
  const kernel = kernelOf(world, machine);
  return kernel && initialNet(world, kernel);
}

/** The network namespace that an engine's bridges are in, while the kernel below it runs. */
export function hostNet(world: World, engineId: number): number | undefined {
  return netOf(world, world.must(engines, engineId).machine);
}
