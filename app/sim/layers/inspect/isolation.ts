/** What a layer sees, by its namespaces, and what it may use, by its control group. */
import { cgroupFiles, readCgroupFile } from "../../kernel/cgroup/files";
import { cgroups } from "../../kernel/cgroup/table";
import { cgroupPath } from "../../kernel/cgroup/tree";
import { type Kernel, kernels } from "../../kernel/kernel";
import { namespaces } from "../../kernel/namespace/table";
import { type Process, processes } from "../../kernel/process/table";
import type { InspectedCgroup, InspectedNamespace } from "../inspection";
import { mainProcess, type Subject } from "./subject";

/** In the order in which people speak of them. */
const KINDS = ["pid", "mnt", "net", "uts", "ipc", "user", "cgroup"] as const;

interface Watched {
  readonly process: Process;
  readonly kernel: Kernel;
  /** Process 1 of that kernel. */
  readonly init: Process;
}

/** A layer's first process and the Linux kernel that it runs on; others have neither namespaces nor control groups. */
function watched(subject: Subject): Watched | undefined {
  const { world, container } = subject;
  const process = mainProcess(subject);
  const kernel = process && world.get(kernels, process.kernel);
  const init = kernel && world.get(processes, kernel.init);
  if (process === undefined || kernel?.family !== "linux" || init === undefined) return undefined;
  // The files of a container's image are no process.
  return subject.layer.kind === "libs" && container === undefined ? undefined : { process, kernel, init };
}

/** The namespaces of a layer's first process; none while none runs. */
export function namespacesOf(subject: Subject): InspectedNamespace[] {
  const found = watched(subject);
  if (found === undefined) return [];
  const { process, init } = found;
  return KINDS.flatMap((kind) => {
    const row = subject.world.get(namespaces, process.ns[kind]);
    return row === undefined ? [] : [{ kind, inode: row.inode, shared: process.ns[kind] === init.ns[kind] }];
  });
}

/** The control group of a layer's first process, with its files as the kernel shows them; `null` while none runs. */
export function cgroupOf(subject: Subject): InspectedCgroup | null {
  const { world, layer } = subject;
  const found = watched(subject);
  if (found === undefined) return null;
  const { process, kernel, init } = found;
  const whole = layer.kind === "kernel" || layer.kind === "host-os" || layer.kind === "guest-os";
  const group = world.get(cgroups, whole ? kernel.rootCgroup : process.cgroup);
  if (group === undefined) return null;
  const files = cgroupFiles(world, group.id).flatMap((name) => {
    const text = readCgroupFile(world, group.id, name, init.ns.pid);
    return text.ok ? [{ name, text: text.value.trimEnd() }] : [];
  });
  return { path: cgroupPath(world, group.id), files };
}
