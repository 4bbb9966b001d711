/** Lines for system calls about files, mounts and control groups. */
import type { LayerView } from "../../../sim/index";
import { flag, toggle } from "./docker-options";
import { type Shell, shellOn, typed, words } from "./shell";
import type { Lines, Of, TypedLine } from "./typed-line";

type Layers = readonly LayerView[];

const OCTAL = 8;
const DIGITS = 3;
const CGROUPS = "/sys/fs/cgroup";

const octal = (mode: number) => mode.toString(OCTAL).padStart(DIGITS, "0");

/** Path of a control group where systems mount them. */
const groupAt = (path: string, more = "") =>
  `${CGROUPS}/${path}/${more}`.replace(/\/{2,}/g, "/").replace(/\/$/, "");

/** Writes text to a file: a line with echo, anything else as it is. */
function write(shell: Shell, text: string, path: string, append = false): TypedLine {
  const arrow = append ? ">>" : ">";
  const body = text.replace(/\n$/, "");
  const plain = text.endsWith("\n") && !/[\n\\]/.test(body) && !body.startsWith("-");
  const start = plain ? `echo ${shell.quote(body)}` : `printf %s ${shell.quote(text)}`;
  return typed(shell, `${start} ${arrow} ${shell.quote(path)}`);
}

const run = (layers: Layers, machine: string, ...parts: string[]) =>
  words(shellOn(layers, machine), ...parts);

export const fileLines: Lines<
  | "writeFile"
  | "makeDirectory"
  | "makeLink"
  | "removeFile"
  | "removeDirectory"
  | "renameFile"
  | "changeMode"
  | "changeOwner"
> = {
  writeFile: ({ machine, path, content, append }, layers) =>
    write(shellOn(layers, machine), content, path, append),
  makeDirectory: ({ machine, path, mode, parents }, layers) =>
    run(
      layers,
      machine,
      "mkdir",
      ...toggle("-p", parents),
      ...flag("-m", mode === undefined ? undefined : octal(mode)),
      path,
    ),
  makeLink: ({ machine, target, path }, layers) => run(layers, machine, "ln", "-s", target, path),
  removeFile: ({ machine, path }, layers) => run(layers, machine, "rm", path),
  removeDirectory: ({ machine, path }, layers) => run(layers, machine, "rmdir", path),
  renameFile: ({ machine, from, to }, layers) => run(layers, machine, "mv", from, to),
  changeMode: ({ machine, path, mode }, layers) => run(layers, machine, "chmod", octal(mode), path),
  changeOwner: ({ machine, path, uid, gid }, layers) => run(layers, machine, "chown", `${uid}:${gid}`, path),
};

function mountOptions({ readOnly, sizeBytes }: Of<"mountFileSystem">): string[] {
  const options = [
    ...(readOnly === true ? ["ro"] : []),
    ...(sizeBytes === undefined ? [] : [`size=${sizeBytes}`]),
  ];
  return options.length === 0 ? [] : ["-o", options.join(",")];
}

/** The upper directory is a file system of its own in the model; overlayfs wants two directories of one. */
function overlayOptions({ lowers, upper }: Of<"mountOverlay">): string {
  const lower = `lowerdir=${lowers.join(":")}`;
  return upper === undefined ? lower : `${lower},upperdir=${upper}/upper,workdir=${upper}/work`;
}

export const mountLines: Lines<"mountFileSystem" | "mountOverlay" | "bindMount" | "unmount"> = {
  mountFileSystem: (command, layers) =>
    run(
      layers,
      command.machine,
      "mount",
      "-t",
      command.type,
      ...mountOptions(command),
      command.type,
      command.path,
    ),
  mountOverlay: (command, layers) =>
    run(
      layers,
      command.machine,
      "mount",
      "-t",
      "overlay",
      "overlay",
      "-o",
      overlayOptions(command),
      command.path,
    ),
  bindMount: ({ machine, from, to, readOnly }, layers) =>
    run(layers, machine, "mount", "--bind", ...(readOnly === true ? ["-o", "ro"] : []), from, to),
  unmount: ({ machine, path }, layers) => run(layers, machine, "umount", path),
};

export const groupLines: Lines<"makeCgroup" | "removeCgroup" | "writeCgroupFile"> = {
  makeCgroup: ({ machine, parent, name }, layers) => run(layers, machine, "mkdir", groupAt(parent, name)),
  removeCgroup: ({ machine, path }, layers) => run(layers, machine, "rmdir", groupAt(path)),
  writeCgroupFile: ({ machine, path, file, text }, layers) => {
    const shell = shellOn(layers, machine);
    return typed(shell, `echo ${shell.quote(text.trim())} > ${shell.quote(groupAt(path, file))}`);
  },
};
