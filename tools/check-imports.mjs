#!/usr/bin/env node
/**
 * Holds the code to the import table. First on a fixture that breaks it, so that the gate cannot pass by seeing
 * nothing; then on the app.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const ruleSet = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const FIXTURE = "tools/fixtures/imports";

/** Modules that the app has at least; fewer means that the tool did not see them. */
const LEAST_MODULES = 40;

/**
 * @param {string[]} folders
 * @param {string} baseDir
 */
async function violations(folders, baseDir) {
  const { options, forbidden } = ruleSet;
  const { output } = await cruise(
    folders,
    { ...options, ruleSet: { forbidden }, validate: true, baseDir },
    {},
    { tsConfig: extractTSConfig(options.tsConfig.fileName) },
  );
  if (typeof output === "string") throw new Error(output);
  return output.summary;
}

const expected = JSON.parse(await readFile(`${FIXTURE}/expected.json`, "utf8"));
const broken = await violations(["app"], FIXTURE);
const caught = broken.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
if (JSON.stringify(caught) !== JSON.stringify(expected)) {
  console.error("The import rules do not catch what they should. Caught on the fixture:\n", caught);
  process.exit(1);
}

const summary = await violations(["app"], process.cwd());
const comments = new Map(
  ruleSet.forbidden.map((/** @type {{ name: string, comment: string }} */ { name, comment }) => [
    name,
    comment,
  ]),
);
for (const { rule, from, to } of summary.violations)
  console.error(`${from} must not import ${to} (${rule.name})\n    ${comments.get(rule.name)}`);
if (summary.totalCruised < LEAST_MODULES) {
  console.error(`Only ${summary.totalCruised} modules were seen.`);
  process.exit(1);
}
process.stdout.write(`${summary.totalCruised} modules, ${summary.violations.length} violations\n`);
process.exitCode = summary.violations.length === 0 ? 0 : 1;
