/** Takes back everything that a start has made, or that a run leaves behind: processes, network, groups, mounts. */
import { endGrace } from "../../core/grace";
import { cancelWork } from "../../core/work";
import type { World } from "../../core/world";
import { SIGNALS } from "../../kernel/abi";
import { cgroups } from "../../kernel/cgroup/table";
import { removeCgroup } from "../../kernel/cgroup/tree";
import { removeTree } from "../../kernel/files/tree";
import { releaseNamespace } from "../../kernel/namespace/release";
import { namespaces } from "../../kernel/namespace/table";
import { endProcess, reap } from "../../kernel/process/exit";
import { processes } from "../../kernel/process/table";
import { kernelUnder } from "../engine/access";
import { detachContainer } from "../networks/connect";
import { unpublishPorts } from "../networks/ports";
import { type Container, containers, engines } from "../tables";
import { containerRuns, runOf } from "./runs";

/** Ends and collects whatever is still in a container's group, then its shim. */
function endProcesses(world: World, container: Container): void {
  const { cgroup, shim } = container;
  for (const { id, state } of cgroup === null ? [] : world.find(processes, "cgroup", cgroup))
    if (state !== "zombie" && world.get(processes, id) !== undefined)
      endProcess(world, id, { signal: SIGNALS.SIGKILL });
  if (shim === null || world.get(processes, shim) === undefined) return;
  for (const { id, state } of world.find(processes, "parent", shim)) if (state === "zombie") reap(world, id);
  endProcess(world, shim, { code: 0 });
}

/** Afterwards nothing of a container is in memory any more; its upper layer, its output and its record stay. */
export function tearDown(world: World, id: number): void {
  const container = world.must(containers, id);
  const run = runOf(world, id);
  if (run.work !== null) cancelWork(world, run.work);
  endGrace(world, id);
  unpublishPorts(world, id);
  detachContainer(world, id);
  if (kernelUnder(world, world.must(engines, container.engine)) !== undefined) {
    endProcesses(world, container);
    for (const namespace of Object.values(run.namespaces))
      if (world.get(namespaces, namespace) !== undefined) releaseNamespace(world, namespace);
    if (container.cgroup !== null && world.get(cgroups, container.cgroup) !== undefined)
      removeCgroup(world, container.cgroup);
  }
  if (run.ownFiles !== 0) removeTree(world, run.ownFiles);
  world.update(containers, id, { process: null, shim: null, cgroup: null });
  world.update(containerRuns, run.id, { stage: null, work: null, namespaces: {}, ownFiles: 0 });
}
