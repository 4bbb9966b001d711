/** For tests: a machine with a few programs on it, and processes that make system calls. */
import type { Result } from "../core/result";
import { World } from "../core/world";
import { plantTree } from "../kernel/files/tree";
import { kernels } from "../kernel/kernel";
import { namespaces } from "../kernel/namespace/table";
import { processByPid } from "../kernel/process/look";
import type { SpawnSpec } from "../kernel/process/spawn";
import { type Process, processes } from "../kernel/process/table";
import { callCommands } from "../machine/calls/commands";
import { systems } from "../machine/tables";
import { carryOut } from "./commands";
import { testMachine } from "./engines";
import { start } from "./kernel";
import { must } from "./net";

/** What a process of nobody in particular is spawned with: no rights beyond its own files. */
export const PLAIN_USER = { uid: 1000, gid: 1000, capabilities: "0000000000000000" };

/** The number of a namespace as in `/proc/PID/ns`. */
export function inodeOf(world: World, id: number): number {
  return world.must(namespaces, id).inode;
}

/** A world with the machine `box`, and a way to start processes on it that make calls. */
export function testCallers() {
  const world = new World(1);
  const { machine, host } = testMachine(world, "box");
  const { rootTree } = world.must(systems, world.first(systems, "machine", machine.id)?.id ?? 0);
  must(
    plantTree(
      world,
      rootTree,
      [
        { path: "/bin/sleep", exec: "sleep" },
        { path: "/bin/echo", exec: "echo" },
        { path: "/bin/data", content: "x", mode: 0o644 },
        { path: "/srv", mode: 0o755 },
      ],
      null,
    ),
  );
  const pidNs = world.must(processes, world.must(kernels, host.kernel).init).ns.pid;
  const pidOf = (process: Process) => process.pids.find(({ ns }) => ns === pidNs)?.pid ?? 0;
  /** A process that makes calls. */
  const caller = (spec: Partial<SpawnSpec> = {}) => {
    const { id } = start(world, host.kernel, { argv: ["sh"], ...spec });
    const now = () => world.must(processes, id);
    const pid = pidOf(now());
    const tell = (name: string, args: object = {}): Result<unknown> =>
      carryOut(world, callCommands, { do: name, machine: "box", pid, ...args });
    return { id, pid, now, tell };
  };
  const byPid = (pid: number) => processByPid(world, pidNs, pid);
  return { world, host, caller, byPid, pidNs };
}
