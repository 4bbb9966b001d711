/** Copying files into a container and out of it, whether it runs or not. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { writeFile } from "../../kernel/files/change";
import { createFileSystem } from "../../kernel/files/file-systems";
import { pivotTo } from "../../kernel/files/mounts";
import { readFile, stat } from "../../kernel/files/read";
import { kernelView, type View } from "../../kernel/files/view";
import { createNamespace } from "../../kernel/namespace/create";
import { releaseNamespace } from "../../kernel/namespace/release";
import { processes } from "../../kernel/process/table";
import type { Container, Engine } from "../tables";
import { kernelFor } from "./create";
import { lowerTrees } from "./root-files";
import { isRunning } from "./starting";

/** Does something with the files of a container; one that does not run is mounted for that long. */
function withFiles<T>(world: World, engine: Engine, container: Container, use: (view: View) => T): T {
  const first = container.process === null ? undefined : world.get(processes, container.process);
  if (isRunning(container) && first !== undefined) return use(kernelView(world, first.ns.mnt));
  const kernel = kernelFor(world, engine);
  const ns = createNamespace(world, { kernel: kernel.id, kind: "mnt" });
  const overlay = createFileSystem(world, {
    kernel: kernel.id,
    type: "overlay",
    root: container.upper,
    lowers: lowerTrees(world, container),
    disk: kernel.disk,
    source: "overlay",
  });
  pivotTo(world, ns.id, overlay.id);
  const result = use(kernelView(world, ns.id));
  releaseNamespace(world, ns.id);
  return result;
}

/** Writes a file into a container; onto a directory, under the source's name. Refused: ENOENT, ENOSPC, EROFS and the like. */
export function copyInto(
  world: World,
  engine: Engine,
  container: Container,
  file: { readonly path: string; readonly name: string; readonly content: string },
): Result<void> {
  return withFiles(world, engine, container, (view) => {
    const there = stat(world, view, file.path);
    const path = there.ok && there.value.kind === "dir" ? `${file.path}/${file.name}` : file.path;
    return writeFile(world, view, path, file.content);
  });
}

/** The text of a file in a container. Refused: `no-file`. */
export function copyOutOf(world: World, engine: Engine, container: Container, path: string): Result<string> {
  return withFiles(world, engine, container, (view) => {
    const text = readFile(world, view, path);
    if (text.ok) return ok(text.value);
    return refuse(
      "no-file",
      `Could not find the file ${path} in container ${container.name}`,
      text.refusal.why,
      "Give the path of a file that the container has",
    );
  });
}
