/** Progress of the build: a live line on a terminal, plain lines elsewhere, and a small file for the page. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ImagesError } from "./errors.mjs";

/** @typedef {"building" | "ready" | "failed" | "unavailable"} State */

/**
 * @typedef {object} Report what the progress file holds
 * @property {State} state
 * @property {string} phase id of the step that the message is about; empty when none runs
 * @property {number} percent of the whole build, 0–100
 * @property {string} message one line for a person
 * @property {string} startedAt ISO 8601
 * @property {string} updatedAt ISO 8601; a build that is alive never lets it get older than a few seconds
 */

/** @typedef {{ id: string, title: string, weight: number }} StepPlan `weight`: expected seconds on two quiet cores */

/** @typedef {StepPlan & { fraction: number, note: string, startMs?: number, endMs?: number }} Step */

/** @typedef {(fraction: number, note?: string) => void} Update */

/** How often the live line and the file change at most, in milliseconds. */
const redrawMs = 150;
/** How often they change at least. */
const heartbeatMs = 2_000;
const barWidth = 24;
const totalTitle = "Total (steps overlap)";

/** @param {number} ms @returns {string} such as "7.4 s" or "3 min 05 s" */
export function formatDuration(ms) {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** @param {{ weight: number, fraction: number }[]} steps `fraction`: 0–1 done @returns {number} whole per cent */
export function overallPercent(steps) {
  const total = steps.reduce((sum, step) => sum + step.weight, 0);
  const done = steps.reduce((sum, step) => sum + step.weight * step.fraction, 0);
  return total === 0 ? 0 : Math.floor((100 * done) / total);
}

/** @param {number} percent @returns {string} */
export function drawBar(percent) {
  const full = Math.round((barWidth * percent) / 100);
  return `[${"#".repeat(full)}${".".repeat(barWidth - full)}]`;
}

/**
 * Processor time of this process and all the children it has waited for.
 * @returns {number | undefined} milliseconds; undefined where the system does not say
 */
function cpuMs() {
  try {
    // The program's name, in parentheses, may contain anything; user and system time, the children's after ours,
    // are the 14th to 17th fields, in hundredths of a second (proc(5)).
    const stat = readFileSync("/proc/self/stat", "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {unknown} value */
function writeJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(value)}\n`);
  renameSync(partial, file);
}

/** @param {string} file @returns {Report | undefined} */
export function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Says of a failure which step it was.
 * @template T
 * @param {string} title
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
async function attempt(title, work) {
  try {
    return await work();
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const [first = "", ...rest] = error.message.trim().split("\n");
    const known = error instanceof ImagesError ? error : { details: rest, advice: "" };
    throw new ImagesError(`${title}: ${first}`, { details: known.details, advice: known.advice, cause });
  }
}

export class Progress {
  /** @type {Step[]} */
  #steps = [];
  #startMs = Date.now();
  #lastDrawMs = 0;
  #liveLine = false;
  #message = "Getting ready";
  #finished = false;
  /** @type {NodeJS.Timeout | undefined} */
  #heartbeat;

  /**
   * @param {object} options
   * @param {string} options.file where the page's view of the progress is kept
   * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number } | undefined} options.out
   *   where a person reads it; undefined for nowhere
   * @param {(report: Report) => void} [options.onReport]
   */
  constructor({ file, out, onReport }) {
    this.file = file;
    this.out = out;
    this.onReport = onReport;
  }

  /** @param {StepPlan[]} steps all that will run, in the order in which they are listed at the end */
  plan(steps) {
    this.#steps = steps.map((step) => ({ ...step, fraction: 0, note: "" }));
    this.#heartbeat ??= setInterval(() => this.#publish("building", false), heartbeatMs).unref();
    this.#publish("building", true);
  }

  /**
   * Runs one step and takes its time.
   * @template T
   * @param {string} id
   * @param {(update: Update) => Promise<T> | T} work
   * @returns {Promise<T>}
   */
  async step(id, work) {
    const step = this.#steps.find((candidate) => candidate.id === id);
    if (!step) throw new Error(`step ${id} is not planned`);
    step.startMs = Date.now();
    if (!this.out?.isTTY) this.line(`${step.title} …`);
    this.#publish("building", true);
    const update = (/** @type {number} */ fraction, note = "") => {
      step.fraction = Math.min(1, Math.max(step.fraction, fraction));
      step.note = note;
      this.#publish("building", false);
    };
    const result = await attempt(step.title, () => work(update));
    step.fraction = 1;
    step.endMs = Date.now();
    this.line(`${this.out?.isTTY ? "✓ " : ""}${step.title}: ${formatDuration(step.endMs - step.startMs)}`);
    this.#publish("building", true);
    return result;
  }

  /** Says once what is about to begin, and leaves the file to whoever reports next. @param {string} message */
  announce(message) {
    this.#publish("building", true, message);
  }

  /** Takes a step that turns out to be unnecessary out of the plan. @param {string} id */
  drop(id) {
    this.#steps = this.#steps.filter((step) => step.id !== id);
  }

  /** Prints a line that stays. @param {string} text */
  line(text) {
    if (!this.out) return;
    if (this.#liveLine) this.out.write("\r\x1b[K");
    this.#liveLine = false;
    this.out.write(`${text}\n`);
  }

  /**
   * @param {Exclude<State, "building">} state
   * @param {string} message
   */
  finish(state, message) {
    clearInterval(this.#heartbeat);
    this.#publish(state, true, message);
    this.#finished = true;
  }

  /** @returns {string[]} a line for each step with its time, and the total */
  summary() {
    const width = Math.max(...this.#steps.map(({ title }) => title.length), totalTitle.length);
    const lines = this.#steps.map(({ title, startMs, endMs }) => {
      const time = startMs === undefined || endMs === undefined ? "not run" : formatDuration(endMs - startMs);
      return `  ${title.padEnd(width)}  ${time.padStart(12)}`;
    });
    const total = formatDuration(Date.now() - this.#startMs);
    const cpu = cpuMs();
    const work = cpu === undefined ? "" : `  (processors: ${formatDuration(cpu)})`;
    return [...lines, `  ${totalTitle.padEnd(width)}  ${total.padStart(12)}${work}`];
  }

  /** @param {State} state @param {boolean} now @param {string} [message] */
  #publish(state, now, message) {
    if (this.#finished || (!now && Date.now() - this.#lastDrawMs < redrawMs)) return;
    this.#lastDrawMs = Date.now();
    const running = this.#steps
      .filter(({ startMs, endMs }) => startMs !== undefined && endMs === undefined)
      .sort((a, b) => b.weight - a.weight)[0];
    const percent = state === "ready" ? 100 : overallPercent(this.#steps);
    const note = running?.note ? `${running.title}: ${running.note}` : running?.title;
    const report = {
      state,
      phase: state === "ready" ? "" : (running?.id ?? ""),
      percent,
      message: message ?? note ?? this.#message,
      startedAt: new Date(this.#startMs).toISOString(),
      updatedAt: new Date().toISOString(),
    };
    this.#message = report.message;
    writeJson(this.file, report);
    this.onReport?.(report);
    if (!this.out?.isTTY) return;
    if (state !== "building") {
      if (this.#liveLine) this.out.write("\r\x1b[K");
      this.#liveLine = false;
      return;
    }
    const text = `${drawBar(percent)} ${String(percent).padStart(3)} %  ${report.message}`;
    this.out.write(`\r\x1b[K${text.slice(0, (this.out.columns ?? 80) - 1)}`);
    this.#liveLine = true;
  }
}
