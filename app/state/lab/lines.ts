/** Commands of the engine as somebody at a keyboard would type them. */
import type { CommandInput, LayerView } from "../../sim/index";
import { appLines } from "./lines/apps";
import { containerLines } from "./lines/containers";
import { engineLines } from "./lines/engines";
import { fileLines, groupLines, mountLines } from "./lines/files";
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

/**
 * The line for a command, in the tools that the world has: `docker run -d --name web nginx`, `virsh start vm1`.
 * @param layers the world in which it is typed; after the command where that has made what it is about
 */
export function lineOf(command: CommandInput, layers: readonly LayerView[]): TypedLine {
  const make = LINES[command.do] as (command: CommandInput, layers: readonly LayerView[]) => TypedLine;
  return make(command, layers);
}
