/** Trees of shares against a second reckoning that works everything out anew at every step, one node and one job at a time. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { call, defineEvent } from "./events";
import {
  addFlowJob,
  addFlowNode,
  changeFlowNode,
  flowCount,
  flowHandlers,
  flowJobs,
  flowNodes,
  jobRate,
  moveFlowJob,
  nodeRate,
  remainingOf,
  removeFlowJob,
  removeFlowNode,
} from "./flow";
import { handler } from "./handlers";
import { World } from "./world";

const done = defineEvent<{ readonly name: number }>("test.done");

interface PlainNode {
  readonly id: number;
  parent: number | null;
  weight: number;
  cap: number | null;
  frozen: boolean;
  served: number;
  starved: number;
  throttledMs: number;
}

interface PlainJob {
  readonly name: number;
  readonly id: number;
  node: number;
  left: number | null;
  readonly cap: number | null;
}

/** The second reckoning: no groups, no clocks; steps from one completion to the next. */
class Oracle {
  readonly nodes = new Map<number, PlainNode>();
  readonly jobs = new Map<number, PlainJob>();
  readonly finished: { name: number; at: number }[] = [];
  now = 0;

  children(id: number): PlainNode[] {
    return [...this.nodes.values()].filter(({ parent }) => parent === id);
  }

  at(id: number): PlainJob[] {
    return [...this.jobs.values()].filter(({ node }) => node === id);
  }

  wants(id: number): number {
    let sum = 0;
    for (const { cap } of this.at(id)) sum += cap ?? 1e9;
    for (const child of this.children(id)) sum += this.takes(child.id);
    return sum;
  }

  takes(id: number): number {
    const node = this.nodes.get(id);
    if (!node || node.frozen) return 0;
    return Math.min(this.wants(id), node.cap ?? 1e9);
  }

  /** Shares by rounds: give everybody in proportion, settle those that are full, start again with the rest. */
  rates(): { jobs: Map<number, number>; nodes: Map<number, number> } {
    const result = { jobs: new Map<number, number>(), nodes: new Map<number, number>() };
    const give = (id: number, amount: number) => {
      result.nodes.set(id, amount);
      let open = [
        ...this.at(id).map((job) => ({
          weight: 100,
          limit: job.cap ?? 1e9,
          give: (rate: number) => void result.jobs.set(job.name, rate),
        })),
        ...this.children(id).map((child) => ({
          weight: child.weight,
          limit: this.takes(child.id),
          give: (rate: number) => give(child.id, rate),
        })),
      ];
      let left = amount;
      while (open.length > 0) {
        const unit = left / open.reduce((sum, { weight }) => sum + weight, 0);
        const full = open.filter(({ weight, limit }) => limit <= weight * unit);
        if (full.length === 0) {
          for (const one of open) one.give(one.weight * unit);
          return;
        }
        for (const one of full) {
          one.give(one.limit);
          left = Math.max(0, left - one.limit);
        }
        open = open.filter((one) => !full.includes(one));
      }
    };
    for (const { id, parent } of this.nodes.values()) if (parent === null) give(id, this.takes(id));
    return result;
  }

  ceiling(id: number): number {
    const node = this.nodes.get(id);
    if (!node || node.frozen) return 0;
    const above = node.parent === null ? 1e9 : this.ceiling(node.parent);
    return Math.min(above, node.cap ?? 1e9);
  }

  advance(to: number): void {
    for (;;) {
      const { jobs, nodes } = this.rates();
      for (const job of [...this.jobs.values()])
        if (job.left !== null && job.left <= 1e-8 && (jobs.get(job.name) ?? 0) > 0) {
          this.finished.push({ name: job.name, at: this.now });
          this.jobs.delete(job.name);
        }
      const now = this.rates();
      let step = to - this.now;
      for (const job of this.jobs.values()) {
        const rate = now.jobs.get(job.name) ?? 0;
        if (job.left !== null && rate > 0) step = Math.min(step, job.left / rate);
      }
      for (const node of this.nodes.values()) {
        const rate = now.nodes.get(node.id) ?? 0;
        const ceiling = this.ceiling(node.id);
        node.served += rate * step;
        node.starved += Math.max(0, Math.min(this.wants(node.id), ceiling) - rate) * step;
        const held = node.cap !== null && ceiling > 0 && this.wants(node.id) > node.cap + 1e-9;
        if (held && rate >= (node.cap ?? 0) - 1e-9) node.throttledMs += step;
      }
      for (const job of this.jobs.values())
        if (job.left !== null) job.left -= (now.jobs.get(job.name) ?? 0) * step;
      this.now += step;
      const more = [...this.jobs.values()].some(
        ({ left, name }) => left !== null && left <= 1e-8 && (now.jobs.get(name) ?? 0) > 0,
      );
      if (this.now >= to - 1e-12 && !more) {
        this.now = to;
        return;
      }
      void nodes;
    }
  }
}

type Op =
  | { do: "node"; at: number; weight: number; cap: number | null }
  | { do: "job"; at: number; left: number | null; cap: number | null }
  | { do: "jobs"; at: number; left: number; count: number }
  | { do: "end" | "drop"; which: number }
  | { do: "shift" | "hang"; which: number; at: number }
  | { do: "change"; which: number; weight: number; cap: number | null }
  | { do: "freeze"; which: number }
  | { do: "wait"; ms: number };

const index = fc.nat({ max: 50 });
const weight = fc.constantFrom(20, 100, 100, 100, 300);
const cap = fc.constantFrom(null, null, 0.5, 1, 2);
const left = fc.constantFrom(null, 0, 1, 7, 7, 25.5, 100);
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("node" as const), at: index, weight, cap }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("job" as const),
      at: index,
      left,
      cap: fc.constantFrom(null, 1, 1, 1, 3),
    }),
  },
  fc.record({
    do: fc.constant("jobs" as const),
    at: index,
    left: fc.constantFrom(3, 9),
    count: fc.constantFrom(3, 12),
  }),
  fc.record({ do: fc.constantFrom("end" as const, "drop" as const), which: index }),
  fc.record({ do: fc.constantFrom("shift" as const, "hang" as const), which: index, at: index }),
  fc.record({ do: fc.constant("change" as const), which: index, weight, cap }),
  fc.record({ do: fc.constant("freeze" as const), which: index }),
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(0.5, 3, 10, 40) }),
  },
);

class Twin {
  readonly world = new World();
  readonly oracle = new Oracle();
  readonly finished: { name: number; at: number }[] = [];
  readonly handlers = {
    ...flowHandlers,
    ...handler(done, (world, { name }) => void this.finished.push({ name, at: world.now })),
  };
  names = 0;

  addNode(parent: number | null, weight: number, cap: number | null): number {
    const { id } = addFlowNode(this.world, { parent, weight, cap });
    this.oracle.nodes.set(id, {
      id,
      parent,
      weight,
      cap,
      frozen: false,
      served: 0,
      starved: 0,
      throttledMs: 0,
    });
    return id;
  }

  addJob(node: number, left: number | null, cap: number | null): void {
    const name = ++this.names;
    const { id } = addFlowJob(this.world, { node, remaining: left, cap, done: call(done, { name }) });
    this.oracle.jobs.set(name, { name, id, node, left, cap });
  }

  below(id: number): number[] {
    return [id, ...this.oracle.children(id).flatMap((child) => this.below(child.id))];
  }

  run(op: Op): void {
    const { world, oracle } = this;
    const nodes = [...oracle.nodes.values()];
    const jobs = [...oracle.jobs.values()];
    const nodeAt = (at: number) => nodes[at % nodes.length] as PlainNode;
    if (op.do === "node") this.addNode(nodeAt(op.at).id, op.weight, op.cap);
    else if (op.do === "job") this.addJob(nodeAt(op.at).id, op.left, op.cap);
    else if (op.do === "jobs") for (let n = 0; n < op.count; n++) this.addJob(nodeAt(op.at).id, op.left, 1);
    else if (op.do === "wait") {
      const to = world.now + op.ms;
      world.advance(this.handlers, to);
      oracle.advance(to);
    } else if (op.do === "end" || op.do === "shift") {
      const job = jobs[op.which % Math.max(1, jobs.length)];
      if (job === undefined) return;
      if (op.do === "end") {
        removeFlowJob(world, job.id);
        oracle.jobs.delete(job.name);
      } else if ("at" in op) {
        job.node = nodeAt(op.at).id;
        moveFlowJob(world, job.id, job.node);
      }
    } else {
      const node = nodeAt(op.which);
      const root = node.parent === null;
      if (op.do === "freeze") {
        node.frozen = !node.frozen;
        changeFlowNode(world, node.id, { frozen: node.frozen });
      } else if (op.do === "change") {
        node.weight = op.weight;
        node.cap = root ? (op.cap ?? 4) : op.cap;
        changeFlowNode(world, node.id, { weight: node.weight, cap: node.cap });
      } else if (op.do === "drop" && !root) {
        removeFlowNode(world, node.id);
        const gone = this.below(node.id);
        for (const job of jobs) if (gone.includes(job.node)) oracle.jobs.delete(job.name);
        for (const id of gone) oracle.nodes.delete(id);
      } else if (op.do === "hang" && !root) {
        const to = nodeAt(op.at).id;
        if (this.below(node.id).includes(to)) return;
        node.parent = to;
        changeFlowNode(world, node.id, { parent: to });
      }
    }
  }

  compare(): void {
    const { world, oracle } = this;
    const { jobs, nodes } = oracle.rates();
    expect(world.all(flowJobs).map(({ id }) => id)).toEqual(
      [...oracle.jobs.values()].map(({ id }) => id).sort((a, b) => a - b),
    );
    for (const { name, id, left } of oracle.jobs.values()) {
      expect(jobRate(world, id)).toBeCloseTo(jobs.get(name) ?? 0, 6);
      if (left === null) expect(remainingOf(world, id)).toBeNull();
      else expect(remainingOf(world, id)).toBeCloseTo(left, 6);
    }
    for (const node of oracle.nodes.values()) {
      expect(nodeRate(world, node.id)).toBeCloseTo(nodes.get(node.id) ?? 0, 6);
      const { served, starved, throttledMs } = flowCount(world, node.id);
      expect({ served, throttledMs }).toEqual({
        served: expect.closeTo(node.served, 5),
        throttledMs: expect.closeTo(node.throttledMs, 5),
      });
      if (node.starved < 1e7) expect(starved).toBeCloseTo(node.starved, 5);
      if (node.cap !== null) expect(nodeRate(world, node.id)).toBeLessThanOrEqual(node.cap + 1e-9);
    }
    const order = (a: { name: number }, b: { name: number }) => a.name - b.name;
    expect([...this.finished].sort(order)).toEqual(
      [...oracle.finished].sort(order).map(({ name, at }) => ({ name, at: expect.closeTo(at, 6) })),
    );
  }
}

describe("shares against a second reckoning", () => {
  it("Q1 Q2 Q3 Q4 Q7: rates, ends and accounts agree after any changes", () => {
    fc.assert(
      fc.property(fc.array(op, { minLength: 5, maxLength: 40 }), (ops) => {
        const twin = new Twin();
        twin.addNode(null, 100, 4);
        twin.addNode(null, 100, 2);
        for (const each of ops) {
          twin.run(each);
          twin.compare();
        }
        twin.run({ do: "wait", ms: 300 });
        twin.compare();
      }),
      { seed: 20, numRuns: 400 },
    );
  }, 60_000);

  it("Q5: reading along the way, pausing in between and copies change nothing", () => {
    fc.assert(
      fc.property(fc.array(op, { minLength: 5, maxLength: 25 }), (ops) => {
        const straight = new Twin();
        const pieces = new Twin();
        for (const twin of [straight, pieces]) {
          twin.addNode(null, 100, 4);
          for (const each of ops) {
            if (twin === pieces && each.do === "wait")
              twin.world.advance(twin.handlers, twin.world.now + each.ms / 2);
            if (twin === pieces) for (const { id } of twin.world.all(flowNodes)) nodeRate(twin.world, id);
            if (each.do === "wait") {
              const to = twin.oracle.now + each.ms;
              twin.world.advance(twin.handlers, to);
              twin.oracle.advance(to);
            } else twin.run(each);
          }
        }
        expect(pieces.world.toJSON()).toEqual(straight.world.toJSON());
        const copy = straight.world.clone();
        copy.advance(straight.handlers, copy.now + 100);
        straight.world.advance(straight.handlers, straight.world.now + 100);
        expect(copy.toJSON()).toEqual(straight.world.toJSON());
        expect(JSON.parse(JSON.stringify(copy.toJSON()))).toEqual(copy.toJSON());
      }),
      { seed: 21, numRuns: 150 },
    );
  }, 60_000);
});
