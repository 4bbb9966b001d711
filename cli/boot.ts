/**
 * `npm run -s boot -- [--runs N] [--json]`: boots the real guest in Node and prints medians of milliseconds to the
 * prompt, per phase, of `box run`, and of a restored state. Nothing but the result goes to stdout.
 */
import { parseArgs } from "node:util";
import { asTable } from "./boot-table";
import { measureBoots } from "./measure-boots";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, json: { type: "boolean", default: false } },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  process.stderr.write("--runs takes a whole number from 1\n");
  process.exit(2);
}
try {
  const result = await measureBoots(runs, (text) => process.stderr.write(`${text}\n`));
  process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : asTable(result));
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
