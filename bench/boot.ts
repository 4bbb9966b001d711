/** Boot times of the real guest in Node, as shares of each other. */
import { measureBoots } from "../cli/measure-boots";
import { type Ratio, ratio } from "./ratio";

const RUNS = 5;

/** Every profile against `general`, a container and a restore against `microvm`. */
export async function bootRatios(): Promise<Ratio[]> {
  const { profiles, containerMs, restoreMs } = await measureBoots(RUNS, (text) =>
    process.stderr.write(`  ${text}\n`),
  );
  const { general, pc, microvm } = profiles;
  return [
    ratio("microvm cold boot / general cold boot, ms", microvm.promptMs, general.promptMs, 1 / 20),
    ratio("pc cold boot / general cold boot, ms", pc.promptMs, general.promptMs, 1 / 6),
    ratio("box run to prompt / microvm cold boot, ms", containerMs, microvm.promptMs, 1 / 5),
    ratio("restore to ping / microvm cold boot, ms", restoreMs, microvm.promptMs, 3 / 4),
  ];
}
