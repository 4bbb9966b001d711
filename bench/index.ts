/**
 * `npm run bench [-- boot diagram engine frames …]`: all benchmarks, or those named. Prints ratios against baselines
 * of the same run; the exit status tells whether all of them held.
 */
import { bootRatios } from "./boot";
import { diagramRatios } from "./diagram";
import { downloadRatios } from "./download";
import { engineRatios } from "./engine";
import { frameRatios } from "./frames";
import { memoryRatios } from "./memory";
import { type Ratio, table } from "./ratio";
import { scrubRatios } from "./scrub";

const BENCHMARKS: Record<string, () => Promise<Ratio[]>> = {
  download: downloadRatios,
  boot: bootRatios,
  diagram: diagramRatios,
  engine: engineRatios,
  frames: frameRatios,
  memory: memoryRatios,
  scrub: scrubRatios,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  process.stderr.write(
    `No such benchmark: ${unknown.join(", ")}. There are ${Object.keys(BENCHMARKS).join(", ")}.\n`,
  );
  process.exit(2);
}
const results: Ratio[] = [];
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  results.push(...(await run()));
}
process.stdout.write(table(results));
process.exit(results.every(({ ratio, limit }) => ratio <= limit) ? 0 : 1);
