/**
 * `npm run -s sim -- FILE.json|NAME [--until 60s] [--json]`: runs a scenario with its log headlessly and prints every
 * layer with its phases and costs. Nothing but the result goes to stdout.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import parseDuration from "parse-duration";
import { parseScenario, readyScenario, readyScenarioNames, type Scenario } from "../app/sim/index";
import { simReport } from "./sim-report";
import { simTable } from "./sim-table";

/** Ends the program with a person's mistake. */
function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { until: { type: "string" }, json: { type: "boolean", default: false } },
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function scenarioOf(name: string): Scenario {
  const ready = readyScenario(name);
  if (ready !== undefined) return ready;
  let text: string;
  try {
    text = readFileSync(name, "utf8");
  } catch {
    return fail(
      `No file and no ready scenario ${name}. Ready scenarios:\n  ${readyScenarioNames.join("\n  ")}`,
    );
  }
  try {
    const parsed = parseScenario(JSON.parse(text));
    if (parsed.ok) return parsed.value;
    return fail(`${name}: ${parsed.refusal.what}: ${parsed.refusal.why}`);
  } catch (error) {
    return fail(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const { values, positionals } = options();
const [name, ...more] = positionals;
if (name === undefined || more.length > 0)
  fail(
    `Usage: npm run -s sim -- FILE.json|NAME [--until 60s] [--json]\nReady scenarios:\n  ${readyScenarioNames.join("\n  ")}`,
  );
const until = values.until === undefined ? undefined : parseDuration(values.until);
if (until === null || (until !== undefined && !(until >= 0)))
  fail(`--until takes a duration such as 60s, 2m or 500ms, not ${values.until}`);
const report = simReport(scenarioOf(name), until);
if (!report.ok) {
  const { what, why, wayOut } = report.refusal;
  process.stderr.write(`${what}: ${why}${wayOut === undefined ? "" : `. ${wayOut}`}\n`);
  process.exit(1);
}
process.stdout.write(values.json ? `${JSON.stringify(report.value, null, 2)}\n` : simTable(report.value));
