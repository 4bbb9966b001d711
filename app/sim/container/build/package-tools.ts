/** Package managers and compilers that RUN instructions use: what they fetch, leave behind and take. */
import { runCosts } from "../../costs/builds";
import { PROGRAM_MODE } from "../../kernel/files/abi";
import { pathOf } from "./file-tools";
import { put } from "./picture";
import type { Running, Tool } from "./running";

/** Exit status of apt-get when it gives up, and of npm without a package.json. */
const APT_FAILED = 100;
const NPM_NO_PACKAGE = 254;

const APT_LISTS = "/var/lib/apt/lists/indexes";

/** Programs that packages bring, where they are not called like the package. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  "build-essential": ["gcc", "g++", "make", "cc"],
  "build-base": ["gcc", "g++", "make", "cc"],
  nodejs: ["node"],
  "python3-pip": ["pip", "pip3"],
  "py3-pip": ["pip", "pip3"],
  "iputils-ping": ["ping"],
  procps: ["ps", "top", "free"],
  iproute2: ["ip", "ss"],
  "ca-certificates": [],
};

function fail(running: Running, code: number, ...lines: readonly string[]): number {
  running.output.push(...lines);
  return code;
}

function use(running: Running, cpuMs: number, netBytes: number): void {
  running.cpuMs += cpuMs;
  running.netBytes += netBytes;
}

function install(running: Running, name: string, bytes: number): void {
  const programs = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  for (const program of programs ?? [name])
    put(running.draft, { path: `/usr/bin/${program}`, exec: program, mode: PROGRAM_MODE });
  put(running.draft, { path: `/usr/lib/packages/${name}`, size: bytes });
}

const operands = (args: readonly string[]) => args.filter((arg) => !arg.startsWith("-"));
const bare = (name: string) => name.replace(/[=<>~!@[].*$/, "");

const apt: Tool = (running, args) => {
  const [verb, ...packages] = operands(args);
  if (verb === "update") {
    use(running, runCosts.aptUpdateCpu.value, runCosts.aptUpdateNet.value);
    put(running.draft, { path: APT_LISTS, size: runCosts.aptUpdateDisk.value });
    running.output.push("Reading package lists... Done");
    return 0;
  }
  if (verb !== "install") return 0;
  const first = packages[0];
  if (first !== undefined && !running.draft.now.has(APT_LISTS))
    return fail(running, APT_FAILED, "Reading package lists... Done", `E: Unable to locate package ${first}`);
  if (!args.some((arg) => /^(-\w*y|--yes|--assume-yes)/.test(arg)))
    return fail(running, 1, "Do you want to continue? [Y/n] Abort.");
  for (const name of packages.map(bare)) {
    use(running, runCosts.aptCpu.value, runCosts.aptNet.value);
    install(running, name, runCosts.aptDisk.value);
    running.output.push(`Setting up ${name} ...`);
  }
  return 0;
};

const apk: Tool = (running, args) => {
  const [verb, ...packages] = operands(args);
  if (verb !== "add" && verb !== "update") return 0;
  const indexes = "/var/cache/apk/indexes";
  if (!running.draft.now.has(indexes)) use(running, 0, runCosts.apkIndexNet.value);
  if (!args.includes("--no-cache")) put(running.draft, { path: indexes, size: runCosts.apkIndexNet.value });
  for (const [at, name] of packages.map(bare).entries()) {
    use(running, runCosts.apkCpu.value, runCosts.apkNet.value);
    install(running, name, runCosts.apkDisk.value);
    running.output.push(`(${at + 1}/${packages.length}) Installing ${name}`);
  }
  return 0;
};

function requirementsOf(running: Running, file: string): string[] | undefined {
  const found = running.draft.now.get(pathOf(running, file));
  return found?.content
    ?.split("\n")
    .map((line) => bare(line.replace(/#.*/, "").trim()))
    .filter((line) => line !== "" && !line.startsWith("-"));
}

const SITE = "/usr/local/lib/python3.13/site-packages";

const pip: Tool = (running, args) => {
  if (args[0] !== "install") return 0;
  const flag = args.findIndex((arg) => arg === "-r" || arg === "--requirement");
  const file = flag < 0 ? null : (args[flag + 1] ?? "");
  const listed = file === null ? [] : requirementsOf(running, file);
  if (listed === undefined)
    return fail(
      running,
      1,
      `ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${file}'`,
    );
  const named = operands(args.slice(1).filter((arg) => arg !== file)).map(bare);
  const packages = [...listed, ...named].filter((name) => name !== ".");
  for (const name of packages) {
    use(running, runCosts.pipCpu.value, runCosts.pipNet.value);
    put(running.draft, { path: `${SITE}/${name}`, size: runCosts.pipDisk.value });
    if (!args.includes("--no-cache-dir"))
      put(running.draft, { path: `/root/.cache/pip/${name}`, size: runCosts.pipNet.value });
  }
  if (packages.length > 0) running.output.push(`Successfully installed ${packages.join(" ")}`);
  return 0;
};

function dependenciesOf(text: string, production: boolean): string[] {
  try {
    const { dependencies, devDependencies } = JSON.parse(text) as Record<string, unknown>;
    return Object.keys({ ...(dependencies ?? {}), ...(production ? {} : (devDependencies ?? {})) });
  } catch {
    return [];
  }
}

const npm: Tool = (running, args) => {
  const [verb, ...named] = operands(args);
  if (verb === "run") {
    use(running, runCosts.npmCpu.value, 0);
    return 0;
  }
  if (verb !== "ci" && verb !== "install" && verb !== "i") return 0;
  const manifest = running.draft.now.get(pathOf(running, "package.json"));
  if (manifest === undefined && named.length === 0)
    return fail(
      running,
      NPM_NO_PACKAGE,
      "npm error enoent Could not read package.json: no such file or directory",
    );
  if (verb === "ci" && !running.draft.now.has(pathOf(running, "package-lock.json")))
    return fail(
      running,
      1,
      "npm error The `npm ci` command can only install with an existing package-lock.json",
    );
  const production = args.some((arg) => /^--(omit=dev|production|only=production)/.test(arg));
  const packages = [...dependenciesOf(manifest?.content ?? "{}", production), ...named.map(bare)];
  for (const name of packages) {
    use(running, runCosts.npmCpu.value, runCosts.npmNet.value);
    put(running.draft, { path: pathOf(running, `node_modules/${name}`), size: runCosts.npmDisk.value });
  }
  running.output.push(`added ${packages.length} packages`);
  return 0;
};

/** A compiler: with `-o`, it leaves a program that runs until it is stopped. */
const compiler: Tool = (running, args, name) => {
  if (name === "go" && args[0] !== "build" && args[0] !== "install") return 0;
  use(running, runCosts.compileCpu.value, 0);
  const out = args[args.indexOf("-o") + 1];
  if (!args.includes("-o") || out === undefined) return 0;
  const size = runCosts.compileDisk.value;
  put(running.draft, { path: pathOf(running, out), exec: "daemon", mode: PROGRAM_MODE, size });
  return 0;
};

const fetch: Tool = (running, args, name) => {
  const flag = args.findIndex((arg) => /^-\w*[oO]$/.test(arg));
  const url = args.find((arg) => arg.includes("://"));
  if (url === undefined) return name === "curl" ? 2 : 1;
  const given = flag >= 0 && args[flag + 1] !== url ? args[flag + 1] : undefined;
  const saves = name === "wget" || flag >= 0;
  use(running, 0, runCosts.aptNet.value);
  const file = given ?? url.slice(url.lastIndexOf("/") + 1);
  if (saves && file !== "-") put(running.draft, { path: pathOf(running, file), size: runCosts.aptNet.value });
  return 0;
};

/** Tools by name. */
export const packageTools: Readonly<Record<string, Tool>> = {
  apt,
  "apt-get": apt,
  apk,
  pip,
  pip3: pip,
  npm,
  go: compiler,
  gcc: compiler,
  "g++": compiler,
  cc: compiler,
  make: compiler,
  curl: fetch,
  wget: fetch,
};
