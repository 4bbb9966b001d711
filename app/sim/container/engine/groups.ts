/** Control groups of an engine's own programs, and where their work gets its shares from. */
import type { Shares } from "../../core/work";
import type { World } from "../../core/world";
import type { Cgroup } from "../../kernel/cgroup/table";
import { ensureCgroup } from "../../kernel/cgroup/tree";
import { sharesOf } from "../../machine/access";
import type { Engine } from "../tables";
import { kernelUnder } from "./access";

const DAEMON = "/system.slice/docker.service";
/** The shims are here too: they outlive the daemon. */
const CONTAINERD = "/system.slice/containerd.service";

/** The group of dockerd. */
export function daemonGroup(world: World, kernel: number): Cgroup {
  return ensureCgroup(world, kernel, DAEMON);
}

/** The group of containerd and of all shims. */
export function containerdGroup(world: World, kernel: number): Cgroup {
  return ensureCgroup(world, kernel, CONTAINERD);
}

/** Shares of the work that the daemon does, in its own group. */
export function daemonShares(world: World, engine: Engine): Shares {
  const kernel = kernelUnder(world, engine);
  const shares = sharesOf(world, engine.machine);
  return kernel === undefined ? shares : { ...shares, cpu: daemonGroup(world, kernel.id).flow };
}
