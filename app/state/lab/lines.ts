/** Commands of the engine as somebody at a keyboard would type them. */
import type { CommandInput, LayerView } from "../../sim/index";
import { appLines } from "./lines/apps";
import { containerLines } from "./lines/containers";
import { engineLines } from "./lines/engines";
import { fileLines, groupLines, mountLines } from "./lines/files";
import { foresee } from "./lines/foresee";
import { imageLines, storeLines } from "./lines/images";
import { machineLines } from "./lines/machines";
import { networkLines } from "./lines/network";
import { processLines } from "./lines/processes";
import type { Lines, TypedLine } from "./lines/typed-line";
import { vmLines } from "./lines/vms";

export type { TypedLine } from "./lines/typed-line";

/** Complete by its type: a command without a line does not compile. */
const LINES: Lines<CommandInput["do"]> = {
  ...machineLines,
  ...appLines,
  ...vmLines,
  ...processLines,
  ...fileLines,
  ...mountLines,
  ...groupLines,
  ...networkLines,
  ...engineLines,
  ...containerLines,
  ...imageLines,
  ...storeLines,
};

type Layers = readonly LayerView[];

/**
 * The line for a command, in the tools that the world has: `docker run -d --name web nginx`, `virsh start vm1`.
 * @param layers the world in which it is typed, before it is done
 */
export function lineOf(command: CommandInput, layers: Layers): TypedLine {
  const make = LINES[command.do] as (command: CommandInput, layers: Layers) => TypedLine;
  return make(command, layers);
}

/** The lines for commands that are done one after the other: each knows what those before it have added. */
export function linesOf(commands: readonly CommandInput[], layers: Layers): TypedLine[] {
  let there = layers;
  return commands.map((command) => {
    const line = lineOf(command, there);
    there = foresee(command, there);
    return line;
  });
}
