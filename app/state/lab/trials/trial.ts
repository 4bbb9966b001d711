/** For tests: a world in which commands are tried as the laboratory does them, looked at through its layers. */
import {
  type CommandInput,
  isSettled,
  type LayerView,
  parseScenario,
  type Refusal,
  Simulation,
  viewsOf,
} from "../../../sim/index";
import { waitsFor } from "../remedies";

/** Computer time that a test may take on a busy computer, ms. */
export const PATIENCE_MS = 120_000;

export class Trial {
  readonly sim: Simulation;

  constructor(sim: Simulation) {
    this.sim = sim;
  }

  /** A world that is set up by these commands. Throws if one is refused. */
  static of(...setup: readonly CommandInput[]): Trial {
    const parsed = parseScenario({ version: 1, setup });
    const started = parsed.ok ? Simulation.start(parsed.value) : parsed;
    if (!started.ok) throw new Error(`${started.refusal.what}: ${started.refusal.why}`);
    return new Trial(started.value);
  }

  get layers(): LayerView[] {
    return viewsOf(this.sim.world);
  }

  /** The layer of this identifier. Throws if there is none. */
  layer(id: string): LayerView {
    const found = this.layers.find((layer) => layer.id === id);
    if (found === undefined) throw new Error(`no layer ${id}`);
    return found;
  }

  fork(): Trial {
    return new Trial(this.sim.fork());
  }

  /** Lets time pass until nothing is starting any more, for ten virtual minutes at most. */
  settle(): void {
    const latest = this.sim.now + 600_000;
    for (let next = this.sim.nextAt; next !== undefined && next <= latest; next = this.sim.nextAt) {
      if (isSettled(this.sim.world)) return;
      this.sim.advance(next);
    }
  }

  /** Does these one after the other; where one has to wait, the world is let settle first. The first refusal ends it. */
  tries(commands: readonly CommandInput[]): Refusal | undefined {
    for (const [at, command] of commands.entries()) {
      let done = this.sim.dispatch(command);
      for (let turn = 0; turn < 3 && !done.ok && waitsFor(done.refusal, commands.slice(0, at)); turn++) {
        const before = this.sim.now;
        this.settle();
        if (this.sim.now === before) this.sim.advance(before + 1_000);
        done = this.sim.dispatch(command);
      }
      if (!done.ok) return done.refusal;
    }
    return undefined;
  }

  /** Does these and lets the world settle. Throws if one is refused. */
  does(...commands: readonly CommandInput[]): void {
    const refusal = this.tries(commands);
    if (refusal) throw new Error(`${refusal.code}: ${refusal.what}: ${refusal.why}`);
    this.settle();
  }
}

/** Commands for a machine with a system that runs. */
export function host(
  name: string,
  os = "ubuntu-24.04",
  preset: "laptop" | "desktop" | "server" = "laptop",
): CommandInput[] {
  return [
    { do: "addMachine", name, preset, os },
    { do: "powerOn", machine: name },
  ];
}

/** Commands for a running machine with an engine. */
export function engineHost(name: string): CommandInput[] {
  return [...host(name), { do: "installEngine", machine: name }];
}
