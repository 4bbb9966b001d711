/** What a modelled program does with a command line. */
import { programCosts } from "../../costs/programs";
import { MAX_EXIT_CODE, PORTS } from "../abi";
import { bytesIn, durationIn } from "./amounts";
import type { Program } from "./program";
import { end, idle, promptShell, reader, runtime, SERVERS, type Server, serve } from "./ready-made";
import { understand } from "./script";

type Args = readonly string[];

/** The value after an option: `--port 80`, `--port=80`, `-p 80`. */
function option(args: Args, ...names: string[]): string | undefined {
  for (const [at, arg] of args.entries()) {
    for (const name of names) {
      if (arg === name) return args[at + 1];
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
    }
  }
  return undefined;
}

/** The person only wants to know something: `--version`, `--help`. */
function onlyAsks(args: Args): boolean {
  return args.some((arg) => ["--version", "--help", "-v", "-V"].includes(arg));
}

function sleep(args: Args): Program {
  if (args.length === 0) return end(1, "sleep: missing operand");
  let total: number | null = 0;
  for (const arg of args) {
    const ms = durationIn(arg);
    if (ms === undefined) return end(1, `sleep: invalid time interval '${arg}'`);
    total = ms === null || total === null ? null : total + ms;
  }
  return { kind: "sleep", ms: total };
}

function sh(args: Args): Program {
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  if (at >= 0) return understand(args[at + 1] ?? "", interpret);
  return args.every((arg) => arg.startsWith("-")) ? promptShell : end(0);
}

function stress(args: Args): Program {
  if (args.includes("--help") || args.includes("--version")) return end(0);
  const bytes = option(args, "--vm-bytes");
  if (bytes !== undefined || option(args, "--vm", "-m") !== undefined) return hog(["", bytes ?? "256M"]);
  return { kind: "busy", threads: Math.max(1, Math.floor(Number(option(args, "--cpu", "-c"))) || 1) };
}

function hog([step, until]: Args): Program {
  return {
    kind: "hog",
    bytesPerStep: bytesIn(step ?? "") || programCosts.hogBytesPerStep.value,
    stepMs: programCosts.hogStepMs.value,
    untilBytes: bytesIn(until ?? "") ?? null,
  };
}

/** Waits for more with `-f`; of `/dev/zero` it looks for the end of a line that never comes, and keeps all it has read. */
function tail(args: Args): Program {
  if (args.some((arg) => /^-[a-zA-Z]*[fF]/.test(arg))) return idle;
  return args.includes("/dev/zero") ? hog([]) : end(0);
}

function crash([ms, code]: Args): Program {
  return {
    kind: "crash",
    afterMs: durationIn(ms ?? "") ?? programCosts.crashAfterMs.value,
    code: (Math.floor(Number(code)) || 1) & MAX_EXIT_CODE,
  };
}

/** A language's run-time: a prompt without arguments, a small server with a script, otherwise a command that ends. */
function language(port: number) {
  return (args: Args): Program => {
    if (args.length === 0) return reader;
    if (args[0] === "-m" && args[1] === "http.server") return runtime(Number(args[2]) || port);
    return args[0]?.startsWith("-") ? end(0) : runtime(port);
  };
}

function server(kind: Server) {
  return (args: Args): Program => serve(kind, Number(option(args, "--port", "-p", "-P")) || kind.port);
}

/** A command that runs another: everything up to the first word that is no option is its own. */
function wrapper(args: Args): Program {
  const rest = args.slice(
    Math.max(
      0,
      args.findIndex((arg) => !/^-|=/.test(arg)),
    ),
  );
  const command = rest[0];
  return command === undefined ? end(0) : interpret(command.replace(/^.*\//, ""), rest);
}

/** Programs by the names that executable files give. Everything else is a small tool that does its work and ends well. */
const PROGRAMS: Readonly<Record<string, (args: Args) => Program>> = {
  init: () => ({ kind: "init" }),
  sh,
  true: () => end(0),
  false: () => end(1),
  echo: (args) => end(0, args.join(" ")),
  sleep,
  hello: () =>
    end(0, "Hello from Docker!\nThis message shows that your installation appears to be working correctly."),
  cat: (args) => (args.length === 0 ? reader : end(0)),
  tail,
  top: () => idle,
  yes: () => ({ kind: "busy", threads: 1 }),
  stress,
  hog,
  "fork-bomb": () => ({ kind: "fork-bomb", everyMs: programCosts.forkEveryMs.value }),
  crash,
  nginx: server(SERVERS.nginx),
  httpd: server(SERVERS.httpd),
  redis: server(SERVERS.redis),
  memcached: server(SERVERS.memcached),
  postgres: server(SERVERS.postgres),
  mysql: server(SERVERS.mysql),
  node: language(PORTS.node),
  python: language(PORTS.python),
  java: language(PORTS.java),
  daemon: () => ({ kind: "idle", reaps: true, quits: true }),
  env: wrapper,
};

/** Other names of the same programs. */
const ALIASES: Readonly<Record<string, string>> = {
  systemd: "init",
  bash: "sh",
  ash: "sh",
  dash: "sh",
  zsh: "sh",
  "hello-world": "hello",
  apache2: "httpd",
  "httpd-foreground": "httpd",
  "redis-server": "redis",
  mysqld: "mysql",
  mariadbd: "mysql",
  python3: "python",
  nodejs: "node",
  "stress-ng": "stress",
  leak: "hog",
  nohup: "env",
  nice: "env",
  exec: "env",
  tini: "env",
  "dumb-init": "env",
  entrypoint: "env",
  "docker-entrypoint.sh": "env",
};

/** Programs that would go on for ever, and only answer when they are asked for their version or for help. */
const ANSWERS: readonly string[] = ["nginx", "httpd", "redis", "memcached", "postgres", "mysql"];

/** What the program in an executable file (`exec` is its name) does when it is started with a command line. */
export function interpret(exec: string, argv: readonly string[]): Program {
  const args = argv.slice(1);
  const name = ALIASES[exec] ?? exec;
  if (!Object.hasOwn(PROGRAMS, name) || (ANSWERS.includes(name) && onlyAsks(args))) return end(0);
  return PROGRAMS[name]?.(args) ?? end(0);
}
