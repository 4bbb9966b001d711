/** What well-known programs cost to get ready, as the modelled programs stand for them. */
import { costs } from "./cost";

const MIB = 1024 * 1024;

export const programCosts = costs({
  toolCpuMs: {
    value: 2,
    unit: "ms of processor time",
    origin: "modelled",
    source: "the order of `time ls` on a laptop",
    note: "A small command that does its work and ends: ls, echo, true.",
  },
  webCpuMs: {
    value: 20,
    unit: "ms of processor time",
    origin: "modelled",
    source: "the order of nginx reading its configuration and opening its port",
    note: "A web server from exec to its first accept.",
  },
  webBytes: {
    value: 6 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of the memory of nginx with a few workers",
    note: "Workers and buffers of a web server.",
  },
  cacheCpuMs: {
    value: 10,
    unit: "ms of processor time",
    origin: "modelled",
    source: "the order of an empty redis-server's start",
    note: "A store in memory that has nothing to load.",
  },
  cacheBytes: {
    value: 8 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of used memory of an empty redis-server",
    note: "Tables and buffers of a store in memory that is still empty.",
  },
  databaseCpuMs: {
    value: 600,
    unit: "ms of processor time",
    origin: "modelled",
    source: "the order of the start of PostgreSQL or MySQL with their files made before",
    note: "Recovery check, buffers and background processes of a database.",
  },
  databaseBytes: {
    value: 120 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of the default buffers of PostgreSQL (128 MB) and InnoDB (128 MB), partly touched",
    note: "Buffers of a database with the settings that it comes with.",
  },
  runtimeCpuMs: {
    value: 50,
    unit: "ms of processor time",
    origin: "modelled",
    source: "the order of `time node -e 0` and `time python3 -c pass`",
    note: "The start of a language's run-time before the program itself.",
  },
  runtimeBytes: {
    value: 40 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of the memory of a small server in Node.js",
    note: "Heap of a small server in a managed language.",
  },
  hogBytesPerStep: {
    value: 10 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "a leak that a person can watch",
    note: "Memory that a program with a leak takes at each step.",
  },
  hogStepMs: {
    value: 100,
    unit: "ms",
    origin: "modelled",
    source: "a leak that a person can watch",
    note: "Time between two steps of a program with a leak.",
  },
  forkEveryMs: {
    value: 100,
    unit: "ms",
    origin: "modelled",
    source: "slower than the real thing, so that a person can watch the processes double",
    note: "Time from one fork of a fork bomb's process to its next.",
  },
  crashAfterMs: {
    value: 1000,
    unit: "ms",
    origin: "modelled",
    source: "an app that finds its fault soon after its start",
    note: "How long an app with a fault runs.",
  },
});
