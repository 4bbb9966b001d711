import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { SimReport } from "./sim-report";

const PATIENCE_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), "strata-sim-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as from a command line. */
function sim(...args: string[]): Promise<Run> {
  return new Promise((done) => {
    execFile("node_modules/.bin/tsx", ["cli/sim.ts", ...args], { maxBuffer: 1e8 }, (error, out, err) =>
      done({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

async function json(...args: string[]): Promise<SimReport> {
  const { status, out, err } = await sim(...args, "--json");
  expect([status, err]).toEqual([0, ""]);
  return JSON.parse(out) as SimReport;
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const laptop = { do: "addMachine", name: "laptop", preset: "laptop", os: "debian-13" };
const on = { do: "powerOn", machine: "laptop" };

describe.concurrent("npm run -s sim", { timeout: PATIENCE_MS }, () => {
  it("prints the layers of a ready scenario bottom to top, phases, sums, happenings and where figures come from", async () => {
    const { status, out, err } = await sim("three-apps-vms");
    expect([status, err]).toEqual([0, ""]);
    const lines = out.split("\n");
    expect(lines[0]).toMatch(/^layer +id +kind +state +ready in +cpus +memory +disk$/);
    const row = (id: string) => lines.findIndex((line) => line.split(/ {2,}/).includes(id));
    expect([row("laptop"), row("laptop/hypervisor"), row("vm1"), row("vm1/os")].every((at) => at > 0)).toBe(
      true,
    );
    expect(row("vm1/os")).toBeGreaterThan(row("vm1"));
    expect(lines[row("vm1/os")]).toMatch(/^ +Ubuntu 24\.04 LTS .*running +8\d s .* 700 MB$/);
    expect(out).toContain("guest operating systems: disk 2.1 GB");
    expect(out).toMatch(/^vm1: power-on .*, firmware .*, kernel .*, services .*, app /m);
    expect(out).toMatch(/^ +8\d s {2}vm1: vm1 is ready$/m);
    expect(out).toMatch(/^Durations follow from\n {2}modelled: /m);
    expect(out).toMatch(/^ {4}laptop: power-on, firmware, boot loader, kernel, /m);
    expect(out.endsWith("\n")).toBe(true);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it("prints the same as JSON and nothing else", async () => {
    const report = await json("three-apps-vms");
    expect(Object.keys(report)).toEqual(["timeMs", "layers", "events", "costs"]);
    expect(report.timeMs).toBeGreaterThan(60_000);
    const guests = report.layers.filter(({ kind }) => kind === "guest-os");
    expect(guests.map(({ diskBytes }) => diskBytes)).toEqual(Array(3).fill(700_000_000));
    const [vm] = report.layers.filter(({ id }) => id === "vm1");
    expect(vm).toMatchObject({
      kind: "virtual-hardware",
      on: "laptop/hypervisor",
      state: "running",
      phase: null,
    });
    const phases = Object.values(vm?.phasesMs ?? {}).reduce((sum, ms) => sum + ms, 0);
    expect(phases).toBeCloseTo(vm?.readyMs ?? Number.NaN, 3);
    expect(report.events[0]).toEqual({ at: 0, layer: "vm1", what: "powered-on", text: "vm1 is switched on" });
    expect(report.costs.find(({ phases }) => phases.includes("vm1: firmware"))).toMatchObject({
      origin: "modelled",
      value: expect.any(Number),
      unit: expect.any(String),
      source: expect.any(String),
    });
  });

  it("stops at --until: what is still starting is shown in its phase", async () => {
    const report = await json("three-apps-vms", "--until", "5s");
    expect(report.timeMs).toBe(5_000);
    const vm = report.layers.find(({ id }) => id === "vm1");
    expect(vm).toMatchObject({ state: "starting", phase: "firmware", readyMs: null });
    expect(vm?.phasesMs.firmware).toBeLessThan(5_000);
    expect(report.events.every(({ at }) => at <= 5_000)).toBe(true);
  });

  it("runs a story as long as there is something to see, but nothing of its log after --until", async () => {
    const whole = await json("app-crash");
    expect(whole.events.filter(({ what }) => what === "exited")).toHaveLength(4);
    const begun = await json("daemon-crash", "--until", "0.05m");
    expect(begun.timeMs).toBe(3_000);
    expect(begun.events.map(({ what }) => what)).not.toContain("crashed");
    expect(begun.layers.find(({ id }) => id === "laptop/engine")?.state).toBe("running");
  });

  it("runs a file", async () => {
    const path = file("one.json", { version: 1, setup: [laptop], log: [{ at: 10, command: on }] });
    const report = await json(path);
    expect(report.layers.find(({ id }) => id === "laptop/os")).toMatchObject({
      label: "Debian 13",
      state: "running",
    });
    expect(report.events[0]).toMatchObject({ at: 10, what: "powered-on" });
    const empty = await sim(file("empty.json", { version: 1 }));
    expect([empty.status, empty.err]).toEqual([0, ""]);
    expect(empty.out).toContain("Time: 0.0 ms.");
  });

  it.each<[string, unknown, string]>([
    [
      "a field of a wrong type",
      { version: 1, setup: [laptop, { do: "powerOn", machine: 5 }] },
      "/setup/1/machine: ",
    ],
    ["an unknown command", { version: 1, log: [{ at: 0, command: { do: "fly" } }] }, "/log/0/command/do: "],
    [
      "a log out of order",
      {
        version: 1,
        setup: [laptop],
        log: [
          { at: 9, command: on },
          { at: 8, command: on },
        ],
      },
      "/log/1/at: ",
    ],
    ["no JSON", "{ version: 1 }", "is not JSON: "],
  ])("refuses a file with %s: status 2, with the path of the fault", async (name, content, fault) => {
    const { status, out, err } = await sim(file(`${name}.json`, content));
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(fault);
    expect(err).toContain(".json");
  });

  it("says with status 1 why a scenario can't be done, and what would help", async () => {
    const setup = await sim(
      file("bad.json", { version: 1, setup: [laptop, { do: "installEngine", machine: "other" }] }),
    );
    expect([setup.status, setup.out]).toEqual([1, ""]);
    expect(setup.err).toMatch(/^\/setup\/1 \(installEngine\): .*no machine.*\. .+\n$/i);
    const log = await sim(
      file("late.json", {
        version: 1,
        setup: [laptop],
        log: [{ at: 5, command: { do: "powerOff", machine: "laptop" } }],
      }),
    );
    expect([log.status, log.out]).toEqual([1, ""]);
    expect(log.err).toMatch(/^\/log\/0 \(powerOff\): /);
  });

  it("refuses an unknown option: status 2", async () => {
    const { status, out, err } = await sim("os-two-layers", "two", "--fast");
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("--fast");
  });

  it("explains itself for a name that is none, and without one: status 2", async () => {
    const unknown = await sim("no-such-scenario");
    expect([unknown.status, unknown.out]).toEqual([2, ""]);
    expect(unknown.err).toMatch(/no-such-scenario[\s\S]*three-apps-vms\n/);
    const nothing = await sim();
    expect([nothing.status, nothing.out]).toEqual([2, ""]);
    expect(nothing.err).toMatch(/^Usage: npm run -s sim -- [\s\S]*kernel-exploit\n/);
  });

  it.each(["", "-5s"])("refuses --until %j: status 2", async (until) => {
    const { status, out, err } = await sim("os-two-layers", `--until=${until}`);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("--until takes a duration such as 60s");
  });
});
