/**
 * `npm run measured`: measures the guest afresh and writes the figures where they are used: as a table into
 * guest/README.md, and as data for the simulation's costs.
 */
import { readFile, writeFile } from "node:fs/promises";
import { asTable } from "../cli/boot-table";
import { measureBoots } from "../cli/measure-boots";

const FILE = "guest/README.md";
const COSTS = "app/sim/costs/guest.json";
const RUNS = 9;
const MARKS = /(<!-- measured:start -->\n)[\s\S]*(<!-- measured:end -->)/;

const text = await readFile(FILE, "utf8");
if (!MARKS.test(text)) throw new Error(`${FILE} has no place for what is measured`);
const result = await measureBoots(RUNS, (line) => process.stderr.write(`${line}\n`));
const table = `\nMedians of ${RUNS} runs in Node (\`npm run measured\`).\n\n${asTable(result)}\n`;
await writeFile(
  FILE,
  text.replace(MARKS, (_all, start, end) => `${start}${table}${end}`),
);
const profiles = Object.fromEntries(
  Object.entries(result.profiles).map(([name, { promptMs, phasesMs }]) => [name, { promptMs, phasesMs }]),
);
const costs = { runs: RUNS, profiles, restoreMs: result.restoreMs };
await writeFile(COSTS, `${JSON.stringify(costs, null, 2)}\n`);
process.exit(0);
