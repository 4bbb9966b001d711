#!/usr/bin/env node
/**
 * What `npm start` and `npm test` do first, from a fresh clone on: dependencies, the built app, guest images, a
 * browser for the tests. Node built-ins only, so that it runs before any install. Quiet when there is nothing to do.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const BUILD_INPUTS = [
  "app",
  "index.html",
  "public",
  "tools",
  "package-lock.json",
  "vite.config.ts",
  "tsconfig.json",
];

/** Installs what package-lock.json lists, unless that very list is installed. */
function dependencies() {
  const lock = hashOf(["package-lock.json"]);
  const stamp = path.join(ROOT, "node_modules/.installed-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("Installing dependencies");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(stamp, lock);
}

/** Builds the app unless `dist` was built from these very sources. */
function app() {
  const inputs = hashOf(BUILD_INPUTS);
  const stamp = path.join(ROOT, ".cache/app-inputs");
  if (
    existsSync(path.join(ROOT, "dist/index.html")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === inputs
  )
    return;
  say("Building the app");
  // Errors only: Vite warns at length that v86, in Node alone, would use Node's modules.
  run("npx", ["--no-install", "vite", "build", "--logLevel", "error"]);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs);
}

/** Builds the guest images in a process of its own. */
function images() {
  return spawn(process.execPath, [path.join(ROOT, "guest/build.mjs")], { cwd: ROOT, stdio: "inherit" });
}

/** Makes sure that there is a Chromium: Debian's own on Debian, Playwright's elsewhere. */
function browser() {
  if (existsSync("/usr/bin/chromium")) return;
  const debian = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  say("Installing Chromium for the tests");
  if (debian) {
    run("apt-get", ["-qq", "update"]);
    run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "chromium"], {
      DEBIAN_FRONTEND: "noninteractive",
    });
  } else run("npx", ["--no-install", "playwright", "install", "--with-deps", "chromium"]);
}

async function start() {
  dependencies();
  app();
  const { serve } = await import("./tools/serve.mjs");
  const port = Number(process.env.PORT ?? 5173);
  try {
    const { url } = await serve({ port });
    process.stdout.write(`Strata is at ${url}\n`);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE") throw error;
    console.error(`Port ${port} is taken. Choose another: PORT=8080 npm start`);
    process.exit(1);
  }
  const builder = images();
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.once(signal, () => {
      builder.kill(signal);
      builder.once("exit", () => process.exit(0));
      if (builder.exitCode !== null) process.exit(0);
    });
}

async function test() {
  dependencies();
  browser();
  const status = await new Promise((resolve) => images().once("exit", resolve));
  if (status !== 0) process.exit(Number(status ?? 1));
  app();
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  console.error(`${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
  process.exit(status ?? 1);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text} …\n`);
}

/**
 * One hash over files and folders, the built images left out.
 * @param {string[]} names
 */
function hashOf(names) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ name) => {
    const file = path.join(ROOT, name);
    if (name === path.join("public", "images") || !existsSync(file)) return;
    if (statSync(file).isDirectory())
      for (const child of readdirSync(file).sort()) add(path.join(name, child));
    else hash.update(`${name}\0`).update(readFileSync(file));
  };
  for (const name of names) add(name);
  return hash.digest("hex");
}

function buildApp() {
  dependencies();
  app();
}

const task = { start, test, app: buildApp }[process.argv[2] ?? ""];
if (!task) {
  console.error("usage: node setup.mjs start | test | app");
  process.exit(2);
}
await task();
