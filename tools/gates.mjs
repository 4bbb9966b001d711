#!/usr/bin/env node
/**
 * `npm test` after set-up: every gate, one after the other. A gate that counts tests adds its own numbers, any other
 * counts as one. The last line is `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Count */

/** @type {{ name: string, script: string, count?: () => Count }[]} */
const GATES = [
  { name: "format and lint", script: "check:lint" },
  { name: "types", script: "check:types" },
  { name: "import table", script: "check:imports" },
  { name: "dead code", script: "check:unused" },
  { name: "bundle size", script: "check:size" },
  { name: "unit tests", script: "check:unit", count: countUnit },
  { name: "browser tests", script: "check:e2e", count: countEndToEnd },
];

mkdirSync(".cache", { recursive: true });
let passed = 0;
let failed = 0;
for (const { name, script, count } of GATES) {
  process.stdout.write(`\n── ${name}\n`);
  for (const report of [".cache/unit.json", ".cache/e2e.json"]) if (count) rmSync(report, { force: true });
  const { status } = spawnSync("npm", ["run", "--silent", script], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const counted = count?.() ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  // A runner that fails without a failed test (it crashed, or ran nothing) is a failure all the same.
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  if (status === 0 && counted.passed === 0) counted.failed += 1;
  passed += counted.passed;
  failed += counted.failed;
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** @returns {Count} */
function countUnit() {
  const report = read(".cache/unit.json");
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

/** @returns {Count} */
function countEndToEnd() {
  const stats = read(".cache/e2e.json")?.stats;
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: (stats?.unexpected ?? 0) + (stats?.skipped ?? 0),
  };
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
