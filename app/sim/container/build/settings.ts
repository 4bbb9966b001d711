/** Instructions that change an image's settings and none of its files. */
import type { ImageConfig } from "../tables";
import type { Instruction } from "./dockerfile";
import { substitute, valueFrom } from "./substitute";

type Variables = Readonly<Record<string, string>>;

const MAX_PORT = 65_535;
const PORTS = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp))?$/;

/** The words of an instruction's JSON form, or the command line of a shell. */
function commandOf({ json, text }: Instruction): readonly string[] {
  return json ?? (text === "" ? [] : ["/bin/sh", "-c", text]);
}

function listOf({ json, text }: Instruction, variables: Variables): string[] {
  return (json ?? text.split(/\s+/)).map((word) => substitute(word, variables)).filter((word) => word !== "");
}

function pairsOf({ pairs }: Instruction, variables: Variables): Record<string, string> {
  return Object.fromEntries(pairs.map(([name, value]) => [name, valueFrom(value ?? "", variables)]));
}

/** The ports that a word of EXPOSE names: `80`, `53/udp`, `7000-7002`. */
function portsOf(word: string): string[] {
  const match = PORTS.exec(word);
  if (match === null) return [word];
  const [, first = "", last = first, protocol = "tcp"] = match;
  const count = Math.min(Math.max(0, Number(last) - Number(first)), MAX_PORT) + 1;
  return Array.from({ length: count }, (_, at) => `${Number(first) + at}/${protocol}`);
}

const together = (old: readonly string[], more: readonly string[]) => [...new Set([...old, ...more])];

/** The settings after an instruction; the same ones if it changes none. `variables` are those in force before it. */
export function settingsAfter(
  config: ImageConfig,
  instruction: Instruction,
  variables: Variables,
): ImageConfig {
  switch (instruction.keyword) {
    case "ENV":
      return { ...config, env: { ...config.env, ...pairsOf(instruction, variables) } };
    case "LABEL":
      return { ...config, labels: { ...config.labels, ...pairsOf(instruction, variables) } };
    case "CMD":
      return { ...config, cmd: commandOf(instruction) };
    case "ENTRYPOINT":
      return { ...config, entrypoint: commandOf(instruction), cmd: [] };
    case "USER":
      return { ...config, user: substitute(instruction.text, variables) };
    case "STOPSIGNAL":
      return { ...config, stopSignal: substitute(instruction.text, variables) };
    case "VOLUME":
      return { ...config, volumes: together(config.volumes, listOf(instruction, variables)) };
    case "EXPOSE": {
      const ports = listOf(instruction, variables).flatMap(portsOf);
      return { ...config, exposedPorts: together(config.exposedPorts, ports) };
    }
    default:
      return config;
  }
}

/** How `docker history` shows an instruction that changes settings. */
export function settingShown(instruction: Instruction, variables: Variables): string {
  const { keyword, text } = instruction;
  if (keyword === "CMD" || keyword === "ENTRYPOINT")
    return `${keyword} ${JSON.stringify(commandOf(instruction))}`;
  if (keyword === "EXPOSE")
    return `EXPOSE map[${listOf(instruction, variables)
      .flatMap(portsOf)
      .map((port) => `${port}:{}`)
      .join(" ")}]`;
  return `${keyword} ${substitute(text, variables)}`;
}
