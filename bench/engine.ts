/** The simulation engine: events against a bare heap, containers by the thousand, and scrubbing a long log. */
import TinyQueue from "tinyqueue";
import { type Scenario, Simulation, settle } from "../app/sim";
import { defineEvent } from "../app/sim/core/events";
import { handler } from "../app/sim/core/handlers";
import { defineTable, type Row } from "../app/sim/core/table";
import { World } from "../app/sim/core/world";
import { bigHost, runs } from "./engine-worlds";
import { type Ratio, ratio } from "./ratio";

const ROUNDS = 5;

/** Timers on their way at any time, and how often each comes round. */
const TIMERS = 10_000;
const TURNS = 100;
const SPREAD_MS = 997;

const FEW = 1_000;
const MANY = 10_000;
const LONG_LOG = 10_000;
const POINTS = 25;

/** Milliseconds that `run` takes. */
function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? Number.NaN;
}

/** Delay of a timer's next turn, ms: the same sequence on both sides, hardly ever the same time twice. */
const delay = (count: number) => (count * Math.SQRT2 * SPREAD_MS) % SPREAD_MS;

/** As many entries through a bare heap as the engine has events below. */
function bareHeap(): number {
  interface Entry {
    readonly at: number;
    readonly seq: number;
    readonly left: number;
  }
  const heap = new TinyQueue<Entry>([], (a, b) => a.at - b.at || a.seq - b.seq);
  let seq = 0;
  return timed(() => {
    for (; seq < TIMERS; seq++) heap.push({ at: delay(seq), seq, left: TURNS });
    for (let entry = heap.pop(); entry !== undefined; entry = heap.pop())
      if (entry.left > 1) heap.push({ at: entry.at + delay(seq), seq: seq++, left: entry.left - 1 });
  });
}

/** Timers of the engine: each event reads its row, changes it, and asks for the next. */
function engineEvents(): number {
  interface Timer extends Row {
    readonly left: number;
  }
  const timers = defineTable<Timer>()("timer", {});
  const due = defineEvent<{ readonly timer: number }>("bench.due");
  let seq = 0;
  const handlers = handler(due, (world, payload) => {
    const { id, left } = world.must(timers, payload.timer);
    if (left <= 1) return;
    world.update(timers, id, { left: left - 1 });
    world.after(delay(seq++), due, payload);
  });
  const world = new World();
  const rows = Array.from({ length: TIMERS }, () => world.insert(timers, { left: TURNS }));
  return timed(() => {
    for (const { id } of rows) world.after(delay(seq++), due, { timer: id });
    world.advance(handlers, Number.MAX_SAFE_INTEGER);
  });
}

function started(scenario: Scenario): Simulation {
  const simulation = Simulation.start(scenario);
  if (simulation.ok) return simulation.value;
  throw new Error(`${simulation.refusal.what}: ${simulation.refusal.why}`);
}

/** Milliseconds to start `count` containers on one large host, until all of them run. */
function startContainers(host: Simulation, count: number): number {
  const simulation = host.fork();
  return timed(() => {
    for (const command of runs(count)) {
      const result = simulation.dispatch(command);
      if (!result.ok) throw new Error(`${result.refusal.what}: ${result.refusal.why}`);
    }
    settle(simulation.world.clone());
  });
}

/** A log of starts and removals, one every few ms, and the time of a full replay against going to a moment in it. */
function scrubbing(host: Simulation): Ratio {
  const simulation = host.fork();
  for (let index = 0; simulation.log.length < LONG_LOG; index++) {
    simulation.advance(simulation.now + SPREAD_MS / 10);
    const name = `c${index}`;
    simulation.dispatch({
      do: "runContainer",
      machine: "host",
      image: "alpine",
      name,
      command: ["sleep", "60"],
    });
    if (index >= 5)
      simulation.dispatch({
        do: "removeContainer",
        machine: "host",
        container: `c${index - 5}`,
        force: true,
      });
  }
  simulation.advance(simulation.now + SPREAD_MS);
  const replay = timed(() => started({ ...simulation.scenario, log: simulation.log }));
  const points = Array.from(
    { length: POINTS },
    (_, index) => (((index * 7) % POINTS) / POINTS) * simulation.now,
  );
  const jumps = points.map((time) => timed(() => simulation.at(time)));
  return ratio(
    "longest jump to a moment of a 10,000-command log / full replay",
    Math.max(...jumps),
    replay,
    1 / 20,
  );
}

/** All ratios of the engine. Values and baselines are ms. */
export async function engineRatios(): Promise<Ratio[]> {
  const bare: number[] = [];
  const engine: number[] = [];
  // Once without a clock, so that both sides are compiled.
  bareHeap();
  engineEvents();
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(bareHeap());
    engine.push(engineEvents());
  }
  const host = started(bigHost());
  const few = median(Array.from({ length: 3 }, () => startContainers(host, FEW)));
  const many = startContainers(host, MANY);
  return [
    ratio("1,000,000 events / as many entries through a bare heap", median(engine), median(bare), 3),
    ratio("10,000 containers started / 1,000", many, few, 12),
    scrubbing(host),
  ];
}
