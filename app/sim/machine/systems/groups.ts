/** The control groups that a system's init makes for what it starts. */
import type { World } from "../../core/world";
import { ensureCgroup } from "../../kernel/cgroup/tree";
import type { Kernel } from "../../kernel/kernel";
import type { InitKind } from "./os";

/** Where each init puts a service of a name; systems without control groups leave all in the root. */
const PATHS: Readonly<Record<InitKind, (name: string) => string>> = {
  systemd: (name) => `/system.slice/${name}.service`,
  openrc: (name) => `/openrc.${name}`,
  windows: () => "/",
  launchd: () => "/",
};

/** The control group of a service, made if it is not there. Returns its row number. */
export function serviceGroup(world: World, kernel: Kernel, init: InitKind, name: string): number {
  return ensureCgroup(world, kernel.id, PATHS[init](name)).id;
}
