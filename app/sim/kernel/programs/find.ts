/** Finds the program that a command line names, in a process's own view of files. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { access, type FileStat, stat } from "../files/read";
import type { View } from "../files/view";
import { interpret } from "./interpret";
import type { Program } from "./program";

/** Where to look when nobody says where: what most images and logins set. */
export const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

function isExecutable(world: World, view: View, path: string, found: FileStat): boolean {
  return found.kind === "file" && access(world, view, path, "x").ok;
}

/**
 * The path of the file that a command names: itself if it holds a slash, else the first executable in the directories of
 * `path` (the PATH, colons between). Refused with ENOENT (a shell's 127) and EACCES (126).
 */
export function findCommand(world: World, view: View, command: string, path: string): Result<string> {
  const candidates = command.includes("/")
    ? [command]
    : path.split(":").map((dir) => `${dir === "" ? "." : dir}/${command}`);
  let barred: string | undefined;
  for (const candidate of command === "" ? [] : candidates) {
    const found = stat(world, view, candidate);
    if (!found.ok) {
      if (found.refusal.code === "EACCES") barred ??= candidate;
      continue;
    }
    if (isExecutable(world, view, candidate, found.value)) return ok(candidate);
    if (found.value.kind === "file" || command.includes("/")) barred ??= candidate;
  }
  if (barred !== undefined)
    return refuse(
      "EACCES",
      `${command} cannot be run`,
      `${barred} may not be executed: permission denied`,
      "make it executable with chmod +x, or run it as a user who may",
    );
  return refuse(
    "ENOENT",
    `${command} cannot be run`,
    command.includes("/") ? "no such file or directory" : `executable file not found in $PATH (${path})`,
    "use a program that the image or the system has, or install it",
  );
}

/**
 * The modelled program that a command line starts, in the process's view of files (whose interpreters of scripts count as
 * the programs they name). Refused with ENOENT (127) and EACCES (126), also for a file that holds no program.
 */
export function findProgram(
  world: World,
  view: View,
  argv: readonly string[],
  path: string,
): Result<Program> {
  const command = argv[0] ?? "";
  const found = findCommand(world, view, command, path);
  if (!found.ok) return found;
  const file = stat(world, view, found.value);
  if (!file.ok) return file;
  if (file.value.exec === "")
    return refuse(
      "EACCES",
      `${command} cannot be run`,
      "exec format error: the file holds no program that this system knows",
      "name a program",
    );
  return ok(interpret(file.value.exec, argv));
}
