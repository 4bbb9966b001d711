/** System calls about control groups: what writing below /sys/fs/cgroup does. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { writeCgroupFile } from "../../kernel/cgroup/files";
import { type Cgroup, cgroups } from "../../kernel/cgroup/table";
import { cgroupByPath, cgroupPath, createCgroup, removeCgroup } from "../../kernel/cgroup/tree";
import { locate } from "../../kernel/files/resolve";
import { viewOf } from "../../kernel/files/view";
import { namespaces } from "../../kernel/namespace/table";
import type { Process } from "../../kernel/process/table";
import { type Caller, caller, callerOf } from "./caller";

/** Where systems mount control groups. */
const CGROUP_MOUNT = "/sys/fs/cgroup";

/** Path below the group that the caller's cgroup namespace shows as the root. */
const path = z.string().check(z.startsWith("/"));

interface Place {
  readonly self: Process;
  readonly group: Cgroup;
}

/** The group at a path as the caller sees the tree. Refused with ENOENT, ENODEV, EACCES for all but root, and EROFS where they are mounted read-only. */
function placeOf(world: World, by: Caller, at: string): Result<Place> {
  const self = callerOf(world, by);
  if (!self.ok) return self;
  const { kernel, ns, uid } = self.value;
  const what = `cannot change the control group ${at}`;
  if (uid !== 0)
    return refuse("EACCES", what, "Permission denied: control groups are root's", "do it as root");
  const shown = locate(world, viewOf(world, self.value), CGROUP_MOUNT);
  if (!shown.ok) return shown;
  if (shown.value.mount.readOnly)
    return refuse(
      "EROFS",
      what,
      "Read-only file system: the caller sees control groups, but is not to change them",
      "do it outside of the container, or make the container privileged",
    );
  const root = world.get(cgroups, world.must(namespaces, ns.cgroup).cgroupRoot);
  if (root === undefined)
    return refuse("ENODEV", what, "No such device: the group that the caller sees as the root is gone");
  const group = cgroupByPath(world, kernel, `${cgroupPath(world, root.id)}/${at}`);
  if (group === undefined || at.split("/").includes(".."))
    return refuse("ENOENT", what, "No such file or directory: there is no such group", "make it first");
  return ok({ self: self.value, group });
}

const makeCgroup = defineCommand(
  "makeCgroup",
  "Makes a control group below another",
  { ...caller, parent: path, name: z.string() },
  (world, { parent, name, ...by }) => {
    const place = placeOf(world, by, parent);
    return place.ok ? createCgroup(world, { parent: place.value.group.id, name }) : place;
  },
);

const removeCgroupCall = defineCommand(
  "removeCgroup",
  "Removes a control group that is empty",
  { ...caller, path },
  (world, { path, ...by }) => {
    const place = placeOf(world, by, path);
    return place.ok ? removeCgroup(world, place.value.group.id) : place;
  },
);

const writeCgroupFileCall = defineCommand(
  "writeCgroupFile",
  "Writes to a file of a control group: a limit, or a process's number to move it there",
  { ...caller, path, file: z.string(), text: z.string() },
  (world, { path, file, text, ...by }) => {
    const place = placeOf(world, by, path);
    if (!place.ok) return place;
    return writeCgroupFile(world, place.value.group.id, file, text, place.value.self.ns.pid);
  },
);

export const groupCalls = [makeCgroup, removeCgroupCall, writeCgroupFileCall] as const;
