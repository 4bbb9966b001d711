/** System calls about files, in the caller's own view of them. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import type { Result } from "../../core/result";
import type { World } from "../../core/world";
import {
  chmod,
  chown,
  mkdir,
  remove,
  removeDir,
  rename,
  symlink,
  writeFile,
} from "../../kernel/files/change";
import { type View, viewOf } from "../../kernel/files/view";
import { type Caller, caller, callerOf } from "./caller";

const path = z.string();
const number = z.int().check(z.nonnegative());

/** Does something with what the caller sees of files. */
function within(world: World, by: Caller, act: (view: View) => Result<unknown>): Result<unknown> {
  const self = callerOf(world, by);
  return self.ok ? act(viewOf(world, self.value)) : self;
}

const writeFileCall = defineCommand(
  "writeFile",
  "Writes a text into a file, in place of what was there or after it",
  { ...caller, path, content: z.string(), append: z.optional(z.boolean()) },
  (world, { path, content, append, ...by }) =>
    within(world, by, (view) => writeFile(world, view, path, content, { append: append ?? false })),
);

const makeDirectory = defineCommand(
  "makeDirectory",
  "Makes a directory; with `parents`, those above it too",
  { ...caller, path, mode: z.optional(number), parents: z.optional(z.boolean()) },
  (world, { path, mode, parents, ...by }) =>
    within(world, by, (view) =>
      mkdir(world, view, path, { parents: parents ?? false, ...(mode === undefined ? {} : { mode }) }),
    ),
);

const makeLink = defineCommand(
  "makeLink",
  "Makes a symbolic link",
  { ...caller, target: z.string(), path },
  (world, { target, path, ...by }) => within(world, by, (view) => symlink(world, view, target, path)),
);

const removeFile = defineCommand(
  "removeFile",
  "Removes a file",
  { ...caller, path },
  (world, { path, ...by }) => within(world, by, (view) => remove(world, view, path)),
);

const removeDirectory = defineCommand(
  "removeDirectory",
  "Removes an empty directory",
  { ...caller, path },
  (world, { path, ...by }) => within(world, by, (view) => removeDir(world, view, path)),
);

const renameFile = defineCommand(
  "renameFile",
  "Gives a file or directory another name",
  { ...caller, from: path, to: path },
  (world, { from, to, ...by }) => within(world, by, (view) => rename(world, view, from, to)),
);

const changeMode = defineCommand(
  "changeMode",
  "Sets the permissions of a file",
  { ...caller, path, mode: number },
  (world, { path, mode, ...by }) => within(world, by, (view) => chmod(world, view, path, mode)),
);

const changeOwner = defineCommand(
  "changeOwner",
  "Gives a file another owner and group",
  { ...caller, path, uid: number, gid: number },
  (world, { path, uid, gid, ...by }) => within(world, by, (view) => chown(world, view, path, uid, gid)),
);

export const fileCalls = [
  writeFileCall,
  makeDirectory,
  makeLink,
  removeFile,
  removeDirectory,
  renameFile,
  changeMode,
  changeOwner,
] as const;
