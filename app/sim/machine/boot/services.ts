/** The services of a system: processes below its init, each in a control group of its own. */
import type { World } from "../../core/world";
import type { Kernel } from "../../kernel/kernel";
import { takeMemory } from "../../kernel/memory/take";
import { spawn } from "../../kernel/process/spawn";
import { processes } from "../../kernel/process/table";
import type { OsSpec } from "../systems/catalogue";
import { serviceGroup } from "../systems/groups";
import type { Machine } from "../tables";

/** What a service's process does: it waits for work, minds its children, and ends when it is asked to. */
const DAEMON = { kind: "idle", reaps: true, quits: true } as const;

/**
 * Names process 1 after the system's init, lets it take its memory, and starts the system's services. A service that does not
 * fit (no memory left) is left out, as a real init would log it and go on.
 */
export function startServices(world: World, machine: Machine, kernel: Kernel, os: OsSpec): void {
  const layer = `${machine.name}/userland`;
  world.update(processes, kernel.init, { name: os.init.name, argv: os.init.argv, layer });
  const { rssBytes } = world.must(processes, kernel.init);
  takeMemory(world, kernel.init, Math.max(0, os.init.bytes - rssBytes));
  for (const service of os.services)
    spawn(world, {
      kernel: kernel.id,
      parent: kernel.init,
      argv: service.argv,
      name: service.name,
      program: DAEMON,
      layer,
      cgroup: serviceGroup(world, kernel, os.initKind, service.name),
      rssBytes: service.bytes,
    });
}
