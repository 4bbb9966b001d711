/** Lines for system calls about processes and namespaces. */
import { shellOn, typed, words } from "./shell";
import type { Lines, Of } from "./typed-line";

const SIGNALS: Readonly<Record<number, string>> = {
  1: "HUP",
  2: "INT",
  3: "QUIT",
  9: "KILL",
  10: "USR1",
  11: "SEGV",
  12: "USR2",
  15: "TERM",
  18: "CONT",
  19: "STOP",
};

const NAMESPACES: Readonly<Record<Of<"unshareNamespaces">["kinds"][number], readonly string[]>> = {
  pid: ["--pid", "--fork"],
  mnt: ["--mount"],
  net: ["--net"],
  uts: ["--uts"],
  ipc: ["--ipc"],
  user: ["--user", "--map-root-user"],
  cgroup: ["--cgroup"],
  time: ["--time"],
};

/** A process in a namespace of this number, as a shell finds it. */
export function processIn(inode: number): string {
  return `"$(lsns --noheadings --output PID ${inode} | head -n 1)"`;
}

export const processLines: Lines<
  | "spawnProcess"
  | "execProgram"
  | "exitProcess"
  | "reapProcess"
  | "signal"
  | "unshareNamespaces"
  | "enterNamespace"
  | "setHostname"
> = {
  spawnProcess: ({ machine, argv }, layers) => {
    const shell = shellOn(layers, machine);
    return typed(shell, `${words(shell, ...argv).line} &`);
  },
  execProgram: ({ machine, argv }, layers) => words(shellOn(layers, machine), "exec", ...argv),
  exitProcess: ({ machine, code }, layers) => words(shellOn(layers, machine), "exit", String(code)),
  reapProcess: ({ machine, target }, layers) =>
    words(shellOn(layers, machine), "wait", ...(target === undefined ? [] : [String(target)])),
  signal: ({ machine, target, signal }, layers) =>
    words(shellOn(layers, machine), "kill", `-${SIGNALS[signal] ?? signal}`, String(target)),
  unshareNamespaces: ({ machine, kinds }, layers) =>
    words(shellOn(layers, machine), "unshare", ...kinds.flatMap((kind) => NAMESPACES[kind])),
  enterNamespace: ({ machine, inode }, layers) =>
    typed(shellOn(layers, machine), `nsenter --all --target ${processIn(inode)}`),
  setHostname: ({ machine, name }, layers) => words(shellOn(layers, machine), "hostname", name),
};
