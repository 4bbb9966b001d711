/** What a shell does that is given a script on its command line (`sh -c`), as far as such scripts are modelled. */
import { programCosts } from "../../costs/programs";
import { MAX_EXIT_CODE } from "../abi";
import { durationIn } from "./amounts";
import type { Program } from "./program";
import { end, shell } from "./ready-made";

type Interpret = (exec: string, argv: readonly string[]) => Program;

/** Words of a command, without the quotes around them. */
function wordsOf(command: string): string[] {
  return (command.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
}

/** `while true; do …; done`: logs when it echoes and sleeps, keeps a processor busy otherwise. */
function loop(body: string): Program {
  const line = /(?:^|;)\s*echo\s+([^;]*)/.exec(body)?.[1];
  const pause = durationIn(/(?:^|;)\s*sleep\s+([^;\s]+)/.exec(body)?.[1] ?? "");
  if (pause === undefined || pause === 0) return { kind: "busy", threads: 1 };
  if (pause === null) return { kind: "sleep", ms: null };
  return { kind: "log", everyMs: pause, line: wordsOf(line ?? "").join(" ") };
}

/**
 * The program that a script comes to: the fork bomb, an endless loop, `sleep N; exit M` (an app with a fault), otherwise
 * what the last of its commands does.
 */
export function understand(script: string, interpret: Interpret): Program {
  const text = script.trim().replace(/;$/, "");
  if (/^(\w+|:)\(\)\{\1\|\1&\};\1$/.test(text.replace(/\s/g, "")))
    return { kind: "fork-bomb", everyMs: programCosts.forkEveryMs.value };
  const body = /^while\s+(?:true|:|\[ 1 \])\s*;\s*do\s+(.*?)\s*;?\s*done$/s.exec(text)?.[1];
  if (body !== undefined) return loop(body);
  const fault = /^sleep\s+(\S+)\s*(?:;|&&)\s*exit\s+(\d+)$/.exec(text);
  if (fault) {
    const afterMs = durationIn(fault[1] ?? "");
    if (typeof afterMs === "number")
      return { kind: "crash", afterMs, code: Number(fault[2]) & MAX_EXIT_CODE };
  }
  const words = wordsOf(text.split(/;|&&|\|\|/).at(-1) ?? "");
  if (words[0] === "exec") words.shift();
  const [command, argument] = words;
  if (command === undefined) return end(0);
  if (command === "exit") {
    const code = Number(argument ?? 0);
    return Number.isInteger(code)
      ? end(code & MAX_EXIT_CODE)
      : end(2, `sh: exit: Illegal number: ${argument}`);
  }
  if (command === "wait" || command === "read") return shell;
  return interpret(command.replace(/^.*\//, ""), words);
}
