/** A process becomes another program. */
import type { World } from "../../core/world";
import { stopOnCpu } from "../cgroup/cpu";
import { giveBackMemory, takeMemory } from "../memory/take";
import { releaseNamespace } from "../namespace/release";
import { closeListeners } from "../net/listen";
import { begin } from "../programs/events";
import type { Program } from "../programs/program";
import { bytesOf, handlesOf, reapsOf } from "../programs/traits";
import { shortName } from "./spawn";
import { processes } from "./table";
import { dropTimer } from "./timer";

/**
 * Lets a process go on as another program: same numbers, parent, namespaces, group and identity; its handlers, its memory,
 * its sockets (servers open them close-on-exec) and what it was doing are gone. The time namespace that it has chosen for
 * its children is its own now. Throws if there is no such process or it has ended.
 */
export function exec(world: World, processId: number, argv: readonly string[], program: Program): void {
  const { state, run, rssBytes, ns, nsForChildren } = world.must(processes, processId);
  if (state === "zombie") throw new Error(`process ${processId} has ended and runs nothing more`);
  stopOnCpu(world, processId);
  dropTimer(world, processId);
  closeListeners(world, processId);
  giveBackMemory(world, processId, rssBytes);
  world.update(processes, processId, {
    name: shortName(argv),
    argv,
    program,
    reaps: reapsOf(program),
    handles: handlesOf(program),
    held: null,
    run: run + 1,
    ns: { ...ns, time: nsForChildren.time },
  });
  releaseNamespace(world, ns.time);
  world.after(0, begin, { process: processId, run: run + 1 });
  takeMemory(world, processId, bytesOf(program));
}
