/** Instructions that change files: RUN, COPY, ADD, WORKDIR. */

import type { Step } from "../../core/work";
import { buildCosts } from "../../costs/builds";
import { parentsOf, type WholeFile, whole } from "../images/content";
import { copyInto, remoteBytes } from "./copy";
import { type Heredoc, heredocIn, type Instruction } from "./dockerfile";
import { numberOf } from "./file-tools";
import { type Draft, isDirectory, type Picture, put, realPath } from "./picture";
import { runScript, runWords } from "./run";
import { type StageState, variablesOf } from "./stage-state";
import { substitute } from "./substitute";

type Amount = Omit<Step, "phase">;

/** What a file step did to its draft. */
export interface FileStep {
  /** The instruction as people are shown it, and as `docker history` has it. */
  readonly shown: string;
  readonly createdBy: string;
  /** What the step depends on beside its parent and the layer that came of it. */
  readonly depends: readonly unknown[];
  readonly work: readonly Amount[];
  readonly output: readonly string[];
  /** The builder's complaint; empty if it went well. */
  readonly error: string;
}

const OCTAL = 8;

function absolute(workdir: string, path: string): string {
  const whole = path.startsWith("/") ? path : `${workdir === "/" ? "" : workdir || ""}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split("/"))
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  const slash = parts.length > 0 && /(^|\/)\.?$/.test(path) ? "/" : "";
  return `/${parts.join("/")}${slash}`;
}

/** The script of a RUN: the text of its here-document, or what follows the keyword. */
function scriptOf(text: string): string {
  return heredocIn(text)?.body ?? text;
}

function run(state: StageState, draft: Draft, { text, json }: Instruction): FileStep {
  const { workdir, env, user } = state.image.config;
  const running = {
    draft,
    env: { ...variablesOf(state) },
    cwd: workdir || "/",
    cpuMs: 0,
    netBytes: 0,
    output: [],
  };
  const words = json ?? ["/bin/sh", "-c", scriptOf(text)];
  const hasShell = state.picture.get(realPath(state.picture, "/bin/sh"))?.kind === "file";
  const result = json === null && hasShell ? runScript(running, scriptOf(text)) : runWords(running, words);
  const shell = words
    .map((word) => (/\s/.test(word) && json !== null ? JSON.stringify(word) : word))
    .join(" ");
  return {
    shown: `RUN ${text}`,
    createdBy: `RUN ${shell} # buildkit`,
    depends: [words, Object.entries(env), state.args, workdir, user],
    work: [
      { use: "wait", amount: buildCosts.runStep.value },
      { use: "net", amount: result.netBytes },
      { use: "cpu", amount: result.cpuMs },
    ],
    output: result.output,
    error:
      result.code === 0
        ? ""
        : `process "${words.join(" ")}" did not complete successfully: exit code: ${result.code}`,
  };
}

function ownerOf(draft: Draft, chown: string | undefined) {
  const [user = "0", group = user] = (chown ?? "0").split(":");
  return {
    uid: numberOf({ draft }, "/etc/passwd", user),
    gid: numberOf({ draft }, "/etc/group", group),
  };
}

/** The file that a here-document of COPY stands for. */
function inlineFile({ mark, quoted, body }: Heredoc, variables: Readonly<Record<string, string>>): WholeFile {
  return whole({ path: `/${mark}`, content: quoted ? body : substitute(body, variables) });
}

function copy(state: StageState, draft: Draft, instruction: Instruction, from: Picture): FileStep {
  const { keyword, text, json, flags } = instruction;
  const variables = variablesOf(state);
  const inline = heredocIn(text);
  const named = inline ? [`<<${inline.mark}`, inline.rest] : (json ?? text.split(/\s+/));
  const words = named.map((word) => substitute(word, variables));
  const sources = words.slice(0, -1);
  const destination = absolute(state.image.config.workdir, words.at(-1) ?? "");
  const mode = flags.chmod === undefined ? null : Number.parseInt(flags.chmod, OCTAL);
  const owner = ownerOf(draft, flags.chown);
  const spec = inline
    ? {
        from: new Map([[`/${inline.mark}`, inlineFile(inline, variables)]]),
        sources: [inline.mark],
      }
    : { from, sources };
  const error = copyInto(draft, { keyword, destination, owner, mode, ...spec });
  const flagText = Object.entries(flags).map(([name, value]) => `--${name}=${value} `);
  const shown = `${keyword} ${flagText.join("")}${words.join(" ")}`;
  return {
    shown,
    createdBy: `${shown} # buildkit`,
    depends: [keyword, words, owner, mode],
    work: [
      { use: "wait", amount: buildCosts.copyStep.value },
      { use: "net", amount: remoteBytes({ keyword, sources }) },
    ],
    output: [],
    error: error ?? "",
  };
}

function workdir(state: StageState, draft: Draft, { text }: Instruction): FileStep {
  const given = absolute(state.image.config.workdir, substitute(text, variablesOf(state)));
  const path = given.length > 1 ? given.replace(/\/$/, "") : given;
  for (const at of [...parentsOf(path), path])
    if (at !== "/" && !isDirectory(draft.now, at)) put(draft, { path: at, kind: "dir" });
  state.image = { ...state.image, config: { ...state.image.config, workdir: path } };
  return {
    shown: `WORKDIR ${path}`,
    createdBy: `WORKDIR ${path}`,
    depends: ["WORKDIR", path],
    work: [{ use: "wait", amount: buildCosts.workdirStep.value }],
    output: [],
    error: "",
  };
}

/** Instructions that are steps of their own. */
export const FILE_STEPS = ["RUN", "COPY", "ADD", "WORKDIR"];

/** Carries out an instruction on a draft of a stage's files. `from` holds the sources of COPY and ADD. */
export function fileStep(state: StageState, draft: Draft, instruction: Instruction, from: Picture): FileStep {
  if (instruction.keyword === "RUN") return run(state, draft, instruction);
  if (instruction.keyword === "WORKDIR") return workdir(state, draft, instruction);
  return copy(state, draft, instruction, from);
}
