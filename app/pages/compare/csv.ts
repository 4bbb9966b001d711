/** Runs as a CSV file (RFC 4180): CRLF line ends, quotes only where they are needed, quotes doubled. */
import type { Run } from "../../state/compare-types";
import { runPhases } from "./run-phases";

const FIELDS = ["run", "kind", "what", "name", "until", "ms", "together"];

/** The file's text: one line per run, one column per phase that any run went through. */
export function toCsv(runs: readonly Run[]): string {
  const phases = [...new Set(runs.flatMap((run) => run.phases.map(({ phase }) => phase)))];
  const header = [...FIELDS, ...phases.map((phase) => `${phase} ms`)];
  const rows = runs.map((run) => [
    run.n,
    run.kind,
    run.what,
    run.name,
    run.until,
    milliseconds(run.ms),
    run.together,
    ...phases.map((phase) => phaseMs(run, phase)),
  ]);
  return [header, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function phaseMs(run: Run, phase: string): string {
  const ms = runPhases(run).get(phase);
  return ms === undefined ? "" : milliseconds(ms);
}

/** Tenths at most: a browser's clock is no finer. */
const milliseconds = (ms: number) => String(Math.round(ms * 10) / 10);

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
