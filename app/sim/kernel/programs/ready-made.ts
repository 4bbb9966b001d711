/** Programs that command lines often come to. */
import { programCosts } from "../../costs/programs";
import { PORTS } from "../abi";
import type { Program } from "./program";

const { toolCpuMs, webCpuMs, webBytes, cacheCpuMs, cacheBytes } = programCosts;
const { databaseCpuMs, databaseBytes, runtimeCpuMs, runtimeBytes } = programCosts;

/** Waits for something that never comes. */
export const idle: Program = { kind: "idle" };

/** Waits for what somebody types. */
export const reader: Program = { kind: "idle", reads: true };

/** A shell in the middle of a script: it collects its children, and has no clean end on SIGTERM. */
export const shell: Program = { kind: "idle", reaps: true };

/** A shell at its prompt. */
export const promptShell: Program = { kind: "idle", reaps: true, reads: true };

/** What a program does whose input is at its end from the start. */
export function withoutInput(program: Program): Program {
  return program.kind === "idle" && program.reads === true ? end(0) : program;
}

/** A small tool: it does its work, says something perhaps, and ends with a code. */
export function end(code: number, line = ""): Program {
  const cpuMs = toolCpuMs.value;
  return line === "" ? { kind: "work", cpuMs, code } : { kind: "work", cpuMs, code, line };
}

/** What there is to say of a server: the port that it has by custom, and what it logs when it is ready. */
export interface Server {
  readonly port: number;
  readonly line: string;
  readonly cpuMs: number;
  readonly bytes: number;
}

const web = { cpuMs: webCpuMs.value, bytes: webBytes.value };
const cache = { cpuMs: cacheCpuMs.value, bytes: cacheBytes.value };
const data = { cpuMs: databaseCpuMs.value, bytes: databaseBytes.value };

export const SERVERS = {
  nginx: { ...web, port: PORTS.web, line: "nginx: start worker processes" },
  httpd: { ...web, port: PORTS.web, line: "httpd: resuming normal operations" },
  redis: { ...cache, port: PORTS.redis, line: "Ready to accept connections tcp" },
  memcached: { ...cache, port: PORTS.memcached, line: "" },
  postgres: { ...data, port: PORTS.postgres, line: "database system is ready to accept connections" },
  mysql: { ...data, port: PORTS.mysql, line: "mysqld: ready for connections." },
} as const satisfies Record<string, Server>;

/** A server on a port. */
export function serve({ cpuMs, bytes, line }: Server, port: number): Program {
  return { kind: "serve", port, protocol: "tcp", cpuMs, bytes, line };
}

/** A server written in a language with a run-time. */
export function runtime(port: number): Program {
  const line = `listening on port ${port}`;
  return { kind: "serve", port, protocol: "tcp", cpuMs: runtimeCpuMs.value, bytes: runtimeBytes.value, line };
}

/** A small server that was compiled to machine code: what it needs is of the order of a web server's. */
export function compiled(port: number): Program {
  return serve({ ...web, port, line: `listening on port ${port}` }, port);
}
