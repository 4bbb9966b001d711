/** Dockerfiles: read by a parser library, taken apart into stages, refused in the builder's words. */
import {
  DockerfileParser,
  ModifiableInstruction,
  type Instruction as Node,
  PropertyInstruction,
} from "dockerfile-ast";
import { ok, type Result, refuse } from "../../core/result";

/** An instruction, before variables are put in. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** From 1. */
  readonly line: number;
  readonly flags: Readonly<Record<string, string>>;
  /** Everything after the keyword and the flags, continued lines joined. */
  readonly text: string;
  /** The words, where it is written as a JSON array. */
  readonly json: readonly string[] | null;
  /** Names and values of ENV, ARG and LABEL, values with their quotes; a value is `null` where none is given. */
  readonly pairs: readonly (readonly [name: string, value: string | null])[];
}

/** A stage: what it stands on, and its instructions. */
export interface Stage {
  /** As given after AS, in lower case; its number if it has no name. */
  readonly name: string;
  readonly base: string;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

/** A Dockerfile: ARGs before the first FROM, and stages. */
export interface Dockerfile {
  readonly args: readonly Instruction[];
  readonly stages: readonly Stage[];
}

const KNOWN =
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  );

/** Flags by instruction. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  ADD: ["checksum", "chmod", "chown", "exclude", "keep-git-dir", "link", "unpack"],
  COPY: ["chmod", "chown", "exclude", "from", "link", "parents"],
  FROM: ["platform"],
  HEALTHCHECK: ["interval", "retries", "start-interval", "start-period", "timeout"],
  RUN: ["mount", "network", "security"],
};

const HEREDOC = /^<<-?\s*["']?\w/;

/** A here-document that an instruction begins with, and what follows its mark on the first line. */
export interface Heredoc {
  /** The word that ends it. */
  readonly mark: string;
  /** The mark is in quotes: variables are left as they are. */
  readonly quoted: boolean;
  readonly rest: string;
  readonly body: string;
}

/** The here-document in the text of an instruction; `undefined` if there is none, or it has no end. */
export function heredocIn(text: string): Heredoc | undefined {
  const match = /^<<(-?)\s*(["']?)(\w+)\2([^\n]*)\n((?:[\s\S]*?\n)??)[ \t]*\3[ \t]*(?:\n|$)/.exec(text);
  if (match === null) return undefined;
  const [, dash, quote, mark = "", rest = "", body = ""] = match;
  return { mark, quoted: quote !== "", rest: rest.trim(), body: dash ? body.replace(/^\t+/gm, "") : body };
}

function parseError(line: number, why: string): Result<never> {
  return refuse(
    "dockerfile-error",
    "The image cannot be built",
    `dockerfile parse error on line ${line}: ${why}`,
    "Correct that line of the Dockerfile",
  );
}

/** Whether one word comes of another by changing, leaving out, adding or swapping letters in one place. */
function looksLike(word: string, known: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === known[start]) start++;
  let end = 0;
  while (end < word.length - start && word.at(-1 - end) === known.at(-1 - end)) end++;
  return word.length - start - end <= 2 && Math.abs(word.length - known.length) <= 1 && start + end > 0;
}

/** The text of an instruction with its continued lines joined; `sign` is what stands at the end of such a line. */
function joined(raw: string, sign: string): string {
  if (HEREDOC.test(raw)) return raw;
  const continued = sign === "`" ? /`[ \t]*\n\s*/g : /\\[ \t]*\n\s*/g;
  return raw
    .split("\n")
    .filter((line, at) => at === 0 || !/^\s*(#|$)/.test(line))
    .join("\n")
    .replace(continued, "")
    .trim();
}

function jsonOf(text: string): readonly string[] | null {
  if (!text.startsWith("[")) return null;
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === "string") ? words : null;
  } catch {
    return null;
  }
}

function instructionOf(node: Node, sign: string): Instruction {
  const text = joined(node.getRawArgumentsContent() ?? "", sign);
  const flagged = node instanceof ModifiableInstruction ? node.getFlags() : [];
  const flags = flagged.map((flag) => [flag.getName(), flag.getValue() ?? ""]);
  const properties = node instanceof PropertyInstruction ? node.getProperties() : [];
  return {
    keyword: node.getKeyword(),
    line: node.getRange().start.line + 1,
    flags: Object.fromEntries(flags),
    text,
    json: jsonOf(text),
    pairs: properties.map((property) => [
      property.getName(),
      property.getValue() === null ? null : property.getUnescapedValue(),
    ]),
  };
}

function faultIn({ keyword, line, flags, text, json, pairs }: Instruction): Result<never> | undefined {
  if (!KNOWN.includes(keyword)) {
    const meant = KNOWN.find((known) => looksLike(keyword, known));
    const hint = meant === undefined ? "" : ` (did you mean ${meant}?)`;
    return parseError(line, `unknown instruction: ${keyword}${hint}`);
  }
  if (text === "" && keyword !== "CMD" && keyword !== "ENTRYPOINT")
    return parseError(line, `${keyword} requires at least one argument`);
  if ((keyword === "ENV" || keyword === "LABEL") && pairs.some(([, value]) => value === null))
    return parseError(line, `${keyword} must have two arguments`);
  const unknown = Object.keys(flags).find((flag) => !FLAGS[keyword]?.includes(flag));
  if (unknown !== undefined) return parseError(line, `unknown flag: --${unknown}`);
  if (HEREDOC.test(text) && heredocIn(text) === undefined) return parseError(line, "unterminated heredoc");
  const words = json ?? text.split(/\s+/);
  if ((keyword === "COPY" || keyword === "ADD") && words.length < 2)
    return parseError(
      line,
      `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`,
    );
  return undefined;
}

function stageOf(from: Instruction, number: number): Result<Stage> {
  const words = from.text.split(/\s+/);
  const [base = "", as = "AS", name = String(number)] = words;
  const named = words.length === 1 || (words.length > 2 && as.toUpperCase() === "AS");
  if (!named) return parseError(from.line, "FROM requires either one or three arguments");
  return ok({ name: name.toLowerCase(), base, from, instructions: [] });
}

/** Reads a Dockerfile. Refused (`dockerfile-error`) with the line and the builder's words. */
export function readDockerfile(text: string): Result<Dockerfile> {
  const parsed = DockerfileParser.parse(text.replaceAll("\r\n", "\n"));
  const nodes = parsed.getInstructions();
  if (nodes.length === 0) return parseError(1, "file with no instructions");
  const args: Instruction[] = [];
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const node of nodes) {
    const instruction = instructionOf(node, parsed.getEscapeCharacter());
    const fault = faultIn(instruction);
    if (fault) return fault;
    const stage = stages.at(-1);
    if (instruction.keyword === "FROM") {
      const made = stageOf(instruction, stages.length);
      if (!made.ok) return made;
      stages.push({ ...made.value, instructions: [] });
    } else if (stage) stage.instructions.push(instruction);
    else if (instruction.keyword === "ARG") args.push(instruction);
    else return parseError(instruction.line, "no build stage in current context");
  }
  return stages.length > 0 ? ok({ args, stages }) : parseError(1, "file with no FROM instruction");
}
