/** Child processes: their output goes to the log, and they never outlive the build. */
import { spawn } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { ImagesError } from "./errors.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} log file that receives everything the command prints
 * @property {AbortSignal} signal kills the command and all its descendants
 * @property {string} [name] what error messages call the command; its program's name if left out
 * @property {string} [cwd]
 * @property {Record<string, string>} [env] added to the environment
 * @property {(line: string) => void} [onLine] sees every line of stdout as it comes
 * @property {(line: string) => void} [onStatus] sees every line that the command writes to descriptor 3
 */

/** How many of a failed command's last lines the error message repeats. */
const tailLines = 20;

/** Linux can tell a process to end when its parent dies, even if the parent was killed with SIGKILL. */
const guard = existsSync("/usr/bin/setpriv") ? ["/usr/bin/setpriv", "--pdeathsig", "TERM"] : [];

/** Process groups that are running now. */
const groups = /** @type {Set<number>} */ (new Set());

/** @param {number} pid leader of the group @param {NodeJS.Signals} signal */
function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

process.on("exit", () => {
  for (const pid of groups) killGroup(pid, "SIGKILL");
});

/**
 * Splits a stream of text into lines.
 * @param {(line: string) => void} onLine
 * @returns {{ push(chunk: string): void, end(): void }}
 */
export function lineSplitter(onLine) {
  let rest = "";
  return {
    push(chunk) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
}

/**
 * Runs a command to its end. A command that fails becomes an error that repeats its last lines.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<string>} what it wrote to stdout
 */
export async function run(command, args, options) {
  options.signal.throwIfAborted();
  const log = createWriteStream(options.log, { flags: "a" });
  log.write(`\n$ ${[command, ...args].join(" ")}\n`);
  const [file, ...prefix] = [...guard, command];
  const child = spawn(file ?? command, [...prefix, ...args], {
    cwd: options.cwd,
    env: { ...process.env, LC_ALL: "C", ...options.env },
    stdio: ["ignore", "pipe", "pipe", options.onStatus ? "pipe" : "ignore"],
    detached: true,
  });
  const kill = () => child.pid !== undefined && killGroup(child.pid, "SIGTERM");
  if (child.pid !== undefined) groups.add(child.pid);
  options.signal.addEventListener("abort", kill, { once: true });

  /** @type {string[]} */
  const tail = [];
  const remember = (/** @type {string} */ line) => {
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
  };
  let stdout = "";
  const outLines = lineSplitter((line) => {
    remember(line);
    options.onLine?.(line);
  });
  const errLines = lineSplitter(remember);
  child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    stdout += text;
    log.write(text);
    outLines.push(text);
  });
  child.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    log.write(text);
    errLines.push(text);
  });
  if (options.onStatus) {
    const status = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
    const statusLines = lineSplitter(options.onStatus);
    status.setEncoding("utf8").on("data", statusLines.push);
  }

  try {
    const ended = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, killedBy) => resolve(code ?? killedBy));
    });
    outLines.end();
    errLines.end();
    options.signal.throwIfAborted();
    if (ended !== 0) {
      throw new ImagesError(`${options.name ?? command} ended with ${ended}`, { details: tail });
    }
    return stdout;
  } finally {
    options.signal.removeEventListener("abort", kill);
    if (child.pid !== undefined) groups.delete(child.pid);
    await new Promise((resolve) => log.end(resolve));
  }
}

/**
 * Runs a pipeline in a POSIX shell that fails when any of its commands does.
 * @param {string[][]} commands each with its arguments
 * @param {RunOptions} options
 */
export function pipeline(commands, options) {
  const text = commands.map((words) => words.map(quote).join(" ")).join(" | ");
  return run("bash", ["-o", "pipefail", "-c", text], options);
}

/** @param {string} word @returns {string} the word as a shell reads it back unchanged */
export function quote(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
