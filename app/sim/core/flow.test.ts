import { beforeEach, describe, expect, it } from "vitest";
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
import { refuse } from "./result";
import { fillLevel } from "./shares/solve";
import { World } from "./world";

const done = defineEvent<{ readonly name: string }>("test.done");

let world: World;
let ended: Record<string, number>;
const handlers = {
  ...flowHandlers,
  ...handler(done, (at: World, { name }: { name: string }) => {
    ended[name] = at.now;
  }),
};

function job(node: number, name: string, remaining: number | null, cap: number | null = 1): number {
  return addFlowJob(world, { node, remaining, cap, done: call(done, { name }) }).id;
}

function node(parent: number | null, cap: number | null = null, weight = 100): number {
  return addFlowNode(world, { parent, weight, cap }).id;
}

const until = (ms: number) => world.advance(handlers, ms);

beforeEach(() => {
  world = new World();
  ended = {};
});

describe("vessels", () => {
  it("Q1: what a full vessel cannot hold goes to the others by weight", () => {
    expect(
      fillLevel(
        [
          { weight: 1, limit: 1, count: 1 },
          { weight: 2, limit: 100, count: 1 },
        ],
        9,
      ),
    ).toBe(4);
    expect(fillLevel([{ weight: 1, limit: 1, count: 3 }], 9)).toBe(Number.POSITIVE_INFINITY);
    expect(
      fillLevel(
        [
          { weight: 1, limit: 5, count: 2 },
          { weight: 2, limit: 100, count: 1 },
        ],
        8,
      ),
    ).toBe(2);
    expect(fillLevel([], 8)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("shares of a capacity", () => {
  it("Q1: siblings get shares by weight, and one that cannot use its share leaves it to the others", () => {
    const cpu = node(null, 4);
    const [a, b, c] = [node(cpu), node(cpu, null, 300), node(cpu)];
    job(a, "a", null, 4);
    job(b, "b", null, 4);
    expect([a, b].map((id) => nodeRate(world, id))).toEqual([1, 3]);
    job(c, "c", null, 0.5);
    expect([a, b, c].map((id) => nodeRate(world, id))).toEqual([
      expect.closeTo(0.875, 12),
      expect.closeTo(2.625, 12),
      0.5,
    ]);
    expect(nodeRate(world, cpu)).toBe(4);
  });

  it("Q1: nobody gets more than the jobs can use: the rest of the capacity stays idle", () => {
    const cpu = node(null, 8);
    job(node(cpu), "one", null);
    job(node(cpu), "two", null, 2);
    expect(nodeRate(world, cpu)).toBe(3);
  });

  it("Q2: a node's cap holds although the rest of the machine is idle", () => {
    const cpu = node(null, 8);
    const half = node(cpu, 0.5);
    job(half, "work", 10, 4);
    until(100);
    expect(ended).toEqual({ work: 20 });
    expect(flowCount(world, half)).toEqual({
      served: 10,
      starved: 0,
      throttledMs: 20,
      heldMs: 17.5,
      limitedMs: 20,
    });
  });

  it("Q2: a machine within a machine gets no more than its processors, and its groups share those", () => {
    const host = node(null, 8);
    const vm = node(host, 2);
    const [web, db] = [node(vm), node(vm, null, 300)];
    const neighbour = job(node(host), "host", null, 8);
    job(web, "web", null, 4);
    job(db, "db", null, 4);
    expect([vm, web, db].map((id) => nodeRate(world, id))).toEqual([2, 0.5, 1.5]);
    expect(jobRate(world, neighbour)).toBe(6);
  });

  it("Q3: jobs at one node share equally, each up to its own cap", () => {
    const disk = node(null, 100);
    const [slow, fast, other] = [
      job(disk, "slow", null, 10),
      job(disk, "fast", null, null),
      job(disk, "x", null, null),
    ];
    expect([slow, fast, other].map((id) => jobRate(world, id))).toEqual([10, 45, 45]);
  });

  it("Q4: a job that others disturb takes longer, exactly so", () => {
    const cpu = node(null, 1);
    job(cpu, "long", 100);
    until(50);
    job(node(cpu), "short", 10);
    until(200);
    expect(ended).toEqual({ short: 70, long: 110 });
  });

  it("Q4: a job without anything to do is done within the instant, an endless one never", () => {
    const cpu = node(null, 1);
    job(cpu, "nothing", 0);
    const endless = job(cpu, "endless", null);
    until(0);
    expect(ended).toEqual({ nothing: 0 });
    until(1e9);
    expect(ended).toEqual({ nothing: 0 });
    expect(remainingOf(world, endless)).toBeNull();
    expect(flowCount(world, cpu).served).toBe(1e9);
  });

  it("Q4: a frozen node's jobs stand still, and go on where they were", () => {
    const cpu = node(null, 2);
    const group = node(cpu);
    const id = job(group, "work", 100);
    until(40);
    changeFlowNode(world, group, { frozen: true });
    until(1000);
    expect([jobRate(world, id), remainingOf(world, id), flowCount(world, group).starved]).toEqual([0, 60, 0]);
    changeFlowNode(world, group, { frozen: false });
    until(2000);
    expect(ended).toEqual({ work: 1060 });
  });

  it("Q6: a job that is moved takes what it still has to get along, and another tree's capacity counts for it", () => {
    const [slow, fast] = [node(null, 1), node(null, 10)];
    const id = job(slow, "copy", 100, null);
    until(50);
    moveFlowJob(world, id, fast);
    moveFlowJob(world, id, fast);
    until(100);
    expect(ended).toEqual({ copy: 55 });
    expect([slow, fast].map((at) => flowCount(world, at).served)).toEqual([50, 50]);
  });

  it("Q6: a node that is hung elsewhere takes everything below it along", () => {
    const [here, there] = [node(null, 1), node(null, 4)];
    const vm = node(here, 2);
    job(node(vm), "a", 20);
    job(node(vm), "b", 20);
    until(10);
    changeFlowNode(world, vm, { parent: there });
    until(100);
    expect(ended).toEqual({ a: 25, b: 25 });
    expect([here, there, vm].map((at) => flowCount(world, at).served)).toEqual([10, 30, 40]);
    expect(() => changeFlowNode(world, here, { parent: there })).toThrow("root");
  });

  it("Q6: a node that is removed takes its nodes and jobs along without a call", () => {
    const cpu = node(null, 1);
    const vm = node(cpu);
    job(node(vm), "inside", 10);
    job(cpu, "outside", 10);
    until(2);
    removeFlowNode(world, vm);
    removeFlowNode(world, vm);
    until(100);
    expect(ended).toEqual({ outside: 11 });
    removeFlowNode(world, cpu);
    until(200);
    expect(world.toJSON()).toMatchObject({ tables: {}, events: [] });
  });

  it("Q6: a job that is removed is not done", () => {
    const cpu = node(null, 1);
    const id = job(cpu, "cancelled", 10);
    until(5);
    removeFlowJob(world, id);
    removeFlowJob(world, id);
    until(100);
    expect(ended).toEqual({});
  });

  it("Q7: what others had counts as starved, what the cap held back as throttled", () => {
    const cpu = node(null, 2);
    const [capped, vm] = [node(cpu, 0.5), node(cpu, 2)];
    job(capped, "capped", null, 2);
    job(vm, "vm", null, 2);
    until(100);
    expect(flowCount(world, capped)).toMatchObject({ served: 50, starved: 0, throttledMs: 100, heldMs: 75 });
    expect(flowCount(world, vm)).toEqual({
      served: 150,
      starved: 50,
      throttledMs: 0,
      heldMs: 0,
      limitedMs: 100,
    });
  });

  it("Q5: what a refused attempt did to shares is taken back", () => {
    const cpu = node(null, 1);
    job(cpu, "work", 10);
    until(5);
    const before = world.toJSON();
    world.attempt(1, () => {
      job(node(cpu), "other", 10);
      return refuse("no", "no", "no");
    });
    expect(world.toJSON()).toEqual(before);
    until(100);
    expect(ended).toEqual({ work: 10 });
  });

  it("Q5: stale events do not pile up while shares change", () => {
    const cpu = node(null, 1);
    job(cpu, "long", 1e6);
    for (let n = 1; n <= 500; n++) {
      job(cpu, `short ${n}`, 1);
      until(n * 10);
    }
    expect(Object.keys(ended)).toHaveLength(500);
    expect(world.toJSON().events.length).toBeLessThan(5);
  });

  it("Q8: a node without a positive weight, a root without capacity and a job of less than nothing are programmers' errors", () => {
    expect(() => node(null)).toThrow();
    const cpu = node(null, 1);
    expect(() => node(cpu, 1, 0)).toThrow();
    expect(() => node(cpu, -1)).toThrow();
    expect(() => changeFlowNode(world, cpu, { cap: null })).toThrow();
    expect(() => job(cpu, "less", -1)).toThrow();
    expect(() => job(cpu, "stuck", 1, 0)).toThrow();
  });
});

describe("many alike", () => {
  /** Rows written and virtual ms until the end, for `many` groups whose jobs begin and end one after the other. */
  function writes(many: number): { perChange: number; end: number } {
    world = new World();
    ended = {};
    const cpu = node(null, 32);
    const slice = node(cpu);
    const groups = Array.from({ length: many }, () => node(slice));
    const before = world.written;
    groups.forEach((group, n) => {
      job(group, `${n}`, 10 + n / 8);
      until(n / 16);
    });
    until(1e9);
    expect(Object.keys(ended)).toHaveLength(many);
    expect(world.count(flowJobs)).toBe(0);
    expect(world.count(flowNodes)).toBe(many + 2);
    return { perChange: (world.written - before) / many / 2, end: Math.max(...Object.values(ended)) };
  }

  it("Q9: ten times as many groups alike make a change no dearer", () => {
    const [few, many] = [writes(1000), writes(10_000)];
    expect(many.perChange).toBeLessThan(few.perChange * 1.2);
    expect(few.perChange).toBeLessThan(20);
    expect(many.end).toBeCloseTo((10_000 * 10 + (10_000 * 9_999) / 16) / 32, -2);
  });

  it("Q9: so it is with many jobs at one node", () => {
    const net = node(node(null, 1000));
    for (let n = 0; n < 5000; n++) job(net, `${n}`, 10 + n, null);
    const before = world.written;
    until(1e9);
    expect(Object.keys(ended)).toHaveLength(5000);
    expect((world.written - before) / 5000).toBeLessThan(15);
  });
});
