/** Boots the real guest in Node and measures: every profile, containers, a restored state. */
import { setTimeout as sleep } from "node:timers/promises";
import { BOOT_PROFILES, type BootPhase, type BootProfile, type PhaseSpan } from "../app/emulator/protocol";
import { guestWithTerminal } from "./dumb-terminal";
import { machineSpec } from "./images";

/** Medians of one profile. Milliseconds from power-on; phases that come twice are added up. */
export interface ProfileResult {
  promptMs: number;
  phasesMs: Partial<Record<BootPhase, number>>;
  /** Guest instructions from power-on to the prompt. */
  instructions: number;
}

/** The JSON of `npm run -s boot -- --json`. */
export interface BootResult {
  runs: number;
  profiles: Record<BootProfile, ProfileResult>;
  /** From the Enter key of `box run` at the host's prompt to the container's prompt. */
  containerMs: number;
  /** The same, for the first container after a host's boot. */
  firstContainerMs: number;
  containerPhasesMs: Record<string, number>;
  /** Guest instructions of one `box run`, to its prompt. */
  containerInstructions: number;
  /** From power-on with a saved state to the answer of a ping. */
  restoreMs: number;
}

/** The stock kernel takes ten seconds and hundreds of times the instructions: fewer runs tell as much. */
const MOST_GENERAL_RUNS = 3;

/** Containers started in each host. */
const CONTAINERS_PER_HOST = 3;

/** A host is up before its first container is asked for: its background work has this long, in milliseconds. */
const HOST_SETTLES_MS = 1_000;

/**
 * Runs everything `runs` times, profiles taking turns, so that a busy moment of the machine hits them alike.
 *
 * @param tell hears what is being done, a line at a time
 * @throws {Error} when the images are not built or a guest does not come up
 */
export async function measureBoots(runs: number, tell: (text: string) => void): Promise<BootResult> {
  const boots: Record<BootProfile, Awaited<ReturnType<typeof bootOnce>>[]> = {
    general: [],
    pc: [],
    microvm: [],
  };
  const hosts: Awaited<ReturnType<typeof measureHost>>[] = [];
  for (let run = 1; run <= runs; run++) {
    for (const profile of BOOT_PROFILES) {
      if (profile === "general" && run > MOST_GENERAL_RUNS) continue;
      const report = await bootOnce(profile);
      tell(`${run}/${runs} ${profile}: ${Math.round(report.promptMs)} ms`);
      boots[profile].push(report);
    }
    const host = await measureHost();
    tell(`${run}/${runs} box run: ${host.containers.map(({ ms }) => Math.round(ms)).join(", ")} ms`);
    tell(`${run}/${runs} restore: ${Math.round(host.restoreMs)} ms`);
    hosts.push(host);
  }
  const containers = hosts.flatMap((host) => host.containers);
  return {
    runs,
    profiles: {
      general: summary(boots.general),
      pc: summary(boots.pc),
      microvm: summary(boots.microvm),
    },
    containerMs: median(containers.map(({ ms }) => ms)),
    firstContainerMs: median(hosts.map((host) => host.containers[0]?.ms ?? Number.NaN)),
    containerPhasesMs: medianPhases(containers.map(({ phases }) => phases)),
    containerInstructions: median(containers.map(({ instructions }) => instructions)),
    restoreMs: median(hosts.map(({ restoreMs }) => restoreMs)),
  };
}

async function bootOnce(profile: BootProfile) {
  const guest = guestWithTerminal();
  const report = await guest.boot(await machineSpec(profile), never());
  await guest.powerOff();
  return report;
}

/** One host: containers one after the other, then its state saved and brought back. */
async function measureHost() {
  const guest = guestWithTerminal();
  await guest.boot(await machineSpec("microvm", "host"), never());
  await guest.ask("ping", 10_000);
  await sleep(HOST_SETTLES_MS);
  const state = await guest.save();
  const containers = [];
  for (let n = 1; n <= CONTAINERS_PER_HOST; n++) {
    const before = guest.instructions();
    const { promptMs, phases } = await guest.runContainer(
      `c${n}`,
      `box run --rm --name c${n} busybox`,
      never(),
    );
    containers.push({ ms: promptMs, phases, instructions: guest.instructions() - before });
    await guest.leaveContainer();
  }
  await guest.powerOff();

  const restored = guestWithTerminal();
  const { kernel: _kernel, initramfs: _initramfs, ...files } = (await machineSpec("microvm", "host")).files;
  const spec = { ...(await machineSpec("microvm", "host")), files };
  const { pingMs } = await restored.restore(spec, state, never());
  await restored.powerOff();
  return { containers, restoreMs: pingMs };
}

function never(): AbortSignal {
  return new AbortController().signal;
}

function summary(reports: Awaited<ReturnType<typeof bootOnce>>[]): ProfileResult {
  return {
    promptMs: median(reports.map(({ promptMs }) => promptMs)),
    phasesMs: medianPhases(reports.map(({ phases }) => phases)),
    instructions: median(reports.map(({ instructions }) => instructions)),
  };
}

function medianPhases(runs: PhaseSpan<string>[][]): Record<string, number> {
  const names = [...new Set(runs.flat().map(({ phase }) => phase))];
  const total = (spans: PhaseSpan<string>[], name: string) =>
    spans.filter(({ phase }) => phase === name).reduce((sum, { durationMs }) => sum + durationMs, 0);
  return Object.fromEntries(names.map((name) => [name, median(runs.map((spans) => total(spans, name)))]));
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return Math.round(((upper + lower) / 2) * 10) / 10;
}
