/** The files of a control group: what they show, and what writing into them does. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { kernels } from "../kernel";
import { processes } from "../process/table";
import { controllersOf } from "./controllers";
import { FILES, type GroupFile } from "./interface";
import { type Cgroup, cgroups } from "./table";
import { cgroupPath } from "./tree";

const WHY = {
  EINVAL: "invalid argument",
  ERANGE: "the number is out of range",
  ENOENT: "no such file or directory",
  EBUSY: "device or resource busy",
  EACCES: "permission denied: the kernel alone writes this file",
  ESRCH: "no such process",
} as const;

function fileOf(world: World, group: Cgroup, name: string): GroupFile | undefined {
  const file = FILES[name];
  if (file === undefined || (group.parent === 0 && !file.inRoot)) return undefined;
  const has = file.controller === "" || controllersOf(world, group).includes(file.controller);
  return has ? file : undefined;
}

function fail(world: World, id: number, file: string, code: keyof typeof WHY): Result<never> {
  const path = cgroupPath(world, id);
  const absent = code === "ENOENT" && "Enable its controller in cgroup.subtree_control of the group above";
  return refuse(
    code,
    `${path === "/" ? "" : path}/${file} cannot be used so`,
    WHY[code],
    ...(absent ? [absent] : []),
  );
}

/** Names of the files that a group has, sorted: they depend on its controllers; the root has fewer. */
export function cgroupFiles(world: World, id: number): string[] {
  const group = world.must(cgroups, id);
  return Object.keys(FILES)
    .filter((name) => fileOf(world, group, name) !== undefined)
    .sort();
}

/**
 * Text of a file as the kernel shows it to a reader of pid namespace `readerPidNs`. Refused with ENOENT (the group has no
 * such file) and EINVAL (a file that is only written).
 */
export function readCgroupFile(world: World, id: number, file: string, readerPidNs: number): Result<string> {
  const group = world.must(cgroups, id);
  const found = fileOf(world, group, file);
  if (found === undefined) return fail(world, id, file, "ENOENT");
  if (found.read === null) return fail(world, id, file, "EINVAL");
  return ok(found.read(world, group, readerPidNs));
}

/**
 * Writes a text into a file. Process numbers are those of pid namespace `writerPidNs`, the system's first one if left out.
 * Refused as the kernel refuses: ENOENT, EACCES (read-only), EINVAL, ERANGE, EBUSY, ESRCH.
 */
export function writeCgroupFile(
  world: World,
  id: number,
  file: string,
  text: string,
  writerPidNs?: number,
): Result<void> {
  const group = world.must(cgroups, id);
  const found = fileOf(world, group, file);
  if (found === undefined) return fail(world, id, file, "ENOENT");
  if (found.write === null) return fail(world, id, file, "EACCES");
  const init = world.get(processes, world.get(kernels, group.kernel)?.init ?? 0);
  const code = found.write(world, group, text, writerPidNs ?? init?.ns.pid ?? 0);
  return code === undefined ? ok(undefined) : fail(world, id, file, code);
}
