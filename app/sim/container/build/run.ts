/** RUN: what the commands of a script do to the files of an image, and what they take. */
import { runCosts } from "../../costs/builds";
import { EXIT_NOT_FOUND } from "../../kernel/abi";
import { fileTools } from "./file-tools";
import { packageTools } from "./package-tools";
import { put, realPath } from "./picture";
import type { Running, Tool } from "./running";
import { shellLines } from "./shell-lines";
import { substitute } from "./substitute";

/** How a script went. */
export interface RunOutcome {
  readonly code: number;
  readonly cpuMs: number;
  readonly netBytes: number;
  readonly output: readonly string[];
}

const tools: Readonly<Record<string, Tool>> = { ...fileTools, ...packageTools };
const BUILTINS =
  ": true cd echo set export exit printf test [ [[ if then else elif fi for do done while case esac { } ( )".split(
    " ",
  );

function find(running: Running, command: string): string | undefined {
  const places = command.includes("/")
    ? [command]
    : (running.env.PATH ?? "").split(":").map((dir) => `${dir}/${command}`);
  return places
    .map((place) => realPath(running.draft.now, place.startsWith("/") ? place : `${running.cwd}/${place}`))
    .find((path) => running.draft.now.get(path)?.kind === "file");
}

function notFound(running: Running, command: string): number {
  const dash = running.draft.now.has("/usr/bin/dpkg");
  running.output.push(`/bin/sh: ${dash ? "1: " : ""}${command}: not found`);
  return EXIT_NOT_FOUND;
}

function runOne(running: Running, words: readonly string[]): number {
  const at = words.findIndex((word) => !/^\w+=/.test(word));
  const [command, ...args] = at < 0 ? [] : words.slice(at);
  if (command === undefined) {
    for (const word of words)
      running.env[word.slice(0, word.indexOf("="))] = word.slice(word.indexOf("=") + 1);
    return 0;
  }
  const builtin = BUILTINS.includes(command);
  if (!builtin && find(running, command) === undefined) return notFound(running, command);
  const name = command.slice(command.lastIndexOf("/") + 1);
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  running.cpuMs += builtin || tool ? runCosts.builtin.value : runCosts.command.value;
  return tool ? tool(running, args, name) : 0;
}

function printTo(running: Running, path: string, append: boolean, printed: readonly string[]): void {
  const to = realPath(running.draft.now, path.startsWith("/") ? path : `${running.cwd}/${path}`);
  if (to.startsWith("/dev/")) return;
  const old = append ? (running.draft.now.get(to)?.content ?? "") : "";
  put(running.draft, { path: to, content: old + printed.map((line) => `${line}\n`).join("") });
}

/** Runs a command without a shell, as the JSON form of RUN does. */
export function runWords(running: Running, words: readonly string[]): RunOutcome {
  const [shell, flag, script] = words;
  const isShell = /(^|\/)(ba|a|da)?sh$/.test(shell ?? "") && flag === "-c";
  if (isShell && find(running, shell ?? "") !== undefined) return runScript(running, script ?? "");
  const code = runOne(running, words);
  return outcome(running, code);
}

function outcome({ cpuMs, netBytes, output }: Running, code: number): RunOutcome {
  return { code, cpuMs, netBytes, output };
}

/** Runs a script until its end, an `exit`, or, as after `set -e`, a line of it fails. */
export function runScript(running: Running, script: string): RunOutcome {
  let code = 0;
  for (const { when, words, output } of shellLines(script, (text) => substitute(text, running.env))) {
    if (when === "&&" ? code !== 0 : when === "||" && code === 0) continue;
    if (words[0] === "exit") return outcome(running, Number(words[1] ?? code) || 0);
    const printedBefore = running.output.length;
    code = runOne(running, words);
    if (output) printTo(running, output.path, output.append, running.output.splice(printedBefore));
  }
  return outcome(running, code);
}
