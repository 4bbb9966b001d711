#!/usr/bin/env node
/**
 * `npm test` after set-up: every gate, one after the other. A gate that counts tests adds its own numbers, any other
 * counts as one. The last line is `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Count */

/** @type {{ name: string, script: string, report?: string, count?: (report: any) => Count }[]} */
const GATES = [
  { name: "format and lint", script: "check:lint" },
  { name: "types", script: "check:types" },
  { name: "import table", script: "check:imports" },
  { name: "dead code", script: "check:unused" },
  { name: "bundle size", script: "check:size" },
  { name: "unit tests", script: "check:unit", report: ".cache/unit.json", count: countVitest },
  { name: "guest tests", script: "check:guest", report: ".cache/guest.json", count: countVitest },
  { name: "browser tests", script: "check:e2e", report: ".cache/e2e.json", count: countPlaywright },
];

mkdirSync(".cache", { recursive: true });
let passed = 0;
let failed = 0;
for (const { name, script, report, count } of GATES) {
  process.stdout.write(`\n── ${name}\n`);
  if (report) rmSync(report, { force: true });
  const { status } = spawnSync("npm", ["run", "--silent", script], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const counted = count?.(read(report)) ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  // A runner that fails without a failed test (it crashed, or ran nothing) is a failure all the same.
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  if (status === 0 && counted.passed === 0) counted.failed += 1;
  passed += counted.passed;
  failed += counted.failed;
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number } | undefined} report
 * @returns {Count} skipped tests count as failed
 */
function countVitest(report) {
  if (!report) return { passed: 0, failed: 0 };
  return { passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests };
}

/**
 * @param {{ stats: Record<string, number> } | undefined} report
 * @returns {Count} skipped tests count as failed
 */
function countPlaywright(report) {
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report?.stats ?? {};
  return { passed: expected + flaky, failed: unexpected + skipped };
}

/** @param {string | undefined} file */
function read(file) {
  return file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
