/** Processes that go wrong on purpose, on a system or in a container. */
import type { CommandInput } from "../../../sim/index";
import { FORK_BOMB, LEAK } from "../reading/recipes";
import { type Offer, offer } from "./offer";

const MIB = 1_048_576;
const LEAK_LIMIT = 64 * MIB;
const PIDS_LIMIT = 100;

/** The first process of every system: what a shell's child would descend from. */
const INIT = 1;

/** On a system itself, with nothing to hold them. */
export function troubleOnSystem(machine: string): Offer[] {
  const spawn = (argv: readonly string[]): CommandInput => ({
    do: "spawnProcess",
    machine,
    pid: INIT,
    argv: [...argv],
  });
  return [
    offer("break", "exhaust-memory", "Exhaust its memory", spawn(LEAK)),
    offer("break", "fork-bomb", "Start a fork bomb", spawn(FORK_BOMB)),
  ];
}

/** In a container that runs. */
export function troubleInContainer(machine: string, container: string): Offer[] {
  const exec = (argv: readonly string[]): CommandInput => ({
    do: "execInContainer",
    machine,
    container,
    command: [...argv],
  });
  return [
    offer("break", "exhaust-memory", "Exhaust its memory", exec(LEAK)),
    offer("break", "fork-bomb", "Start a fork bomb in it", exec(FORK_BOMB)),
  ];
}

/** As containers of their own, with and without a limit. @param free gives a free name for a container */
export function troubleOnEngine(machine: string, free: (wanted: string) => string): Offer[] {
  const run = (wanted: string, command: readonly string[], limit: object = {}): CommandInput => ({
    do: "runContainer",
    machine,
    image: "alpine",
    name: free(wanted),
    command: [...command],
    ...limit,
  });
  return [
    offer("break", "exhaust-memory", "Run a container that takes all memory", run("leak", LEAK)),
    offer(
      "break",
      "exhaust-limit",
      "Run one that may take 64 MB only",
      run("leak", LEAK, { memory: LEAK_LIMIT }),
    ),
    offer("break", "fork-bomb", "Run a fork bomb in a container", run("bomb", FORK_BOMB)),
    offer(
      "break",
      "fork-bomb-limited",
      "Run one that may hold 100 processes",
      run("bomb", FORK_BOMB, { pidsLimit: PIDS_LIMIT }),
    ),
  ];
}
