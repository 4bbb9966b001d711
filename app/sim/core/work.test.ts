import { describe, expect, it } from "vitest";
import { call, defineEvent } from "./events";
import { addFlowNode, changeFlowNode, flowHandlers } from "./flow";
import { type Handlers, handler } from "./handlers";
import {
  cancelWork,
  moveWork,
  pauseWork,
  phases,
  resumeWork,
  type Step,
  startWork,
  workHandlers,
  works,
} from "./work";
import { World } from "./world";

const finished = defineEvent<{ readonly what: string }>("test.finished");

/** A world with two processors, a disk of 100 bytes per ms and a card of 10, and who was called when. */
function bench() {
  const world = new World();
  const root = (cap: number) => addFlowNode(world, { parent: null, weight: 1, cap }).id;
  const shares = { cpu: root(2), disk: root(100), net: root(10) };
  const called: string[] = [];
  const handlers: Handlers = {
    ...flowHandlers,
    ...workHandlers,
    ...handler(finished, (at, { what }) => called.push(`${what} ${at.now.toFixed(3)}`)),
  };
  const start = (what: string, steps: readonly Step[], owner = 1) =>
    startWork(world, { layer: what, owner, steps, shares, done: call(finished, { what }) });
  const until = (to: number) => world.advance(handlers, to);
  const recorded = (layer: string) =>
    world.find(phases, "layer", layer).map(({ name, startedAt, endedAt }) => [name, startedAt, endedAt]);
  return { world, shares, called, start, until, recorded };
}

const BOOT: readonly Step[] = [
  { phase: "firmware", use: "wait", amount: 5 },
  { phase: "kernel", use: "disk", amount: 1000 },
  { phase: "kernel", use: "cpu", amount: 20 },
  { phase: "services", use: "net", amount: 50 },
];

describe("work", () => {
  it("W21: goes through its steps one after another and then calls", () => {
    const { start, until, called, world } = bench();
    start("vm1", BOOT);
    until(39.999);
    expect(called).toEqual([]);
    until(40);
    expect(called).toEqual(["vm1 40.000"]);
    expect(world.count(works)).toBe(0);
  });

  it("W21: puts each phase on record; steps of one phase that follow each other are one", () => {
    const { start, until, recorded } = bench();
    start("vm1", BOOT);
    until(20);
    expect(recorded("vm1")).toEqual([
      ["firmware", 0, 5],
      ["kernel", 5, null],
    ]);
    until(100);
    expect(recorded("vm1")).toEqual([
      ["firmware", 0, 5],
      ["kernel", 5, 35],
      ["services", 35, 40],
    ]);
  });

  it("W21: another start of the same layer forgets the phases of the last one", () => {
    const { start, until, recorded } = bench();
    start("vm1", BOOT);
    until(100);
    start("vm1", [{ phase: "restore", use: "wait", amount: 3 }]);
    until(200);
    expect(recorded("vm1")).toEqual([["restore", 100, 103]]);
  });

  it("W21: two works of one layer at the same time keep their phases apart", () => {
    const { start, until, recorded } = bench();
    start("engine", [{ phase: "pull", use: "wait", amount: 10 }]);
    until(4);
    start("engine", [{ phase: "build", use: "wait", amount: 3 }]);
    until(20);
    expect(recorded("engine")).toEqual([
      ["pull", 0, 10],
      ["build", 4, 7],
    ]);
  });

  it("W21: work without steps is done at once", () => {
    const { start, until, called } = bench();
    start("nothing", []);
    until(0);
    expect(called).toEqual(["nothing 0.000"]);
  });

  it("W21: processor time is used by one thread unless the step says otherwise", () => {
    const { start, until, called } = bench();
    start("one", [{ phase: "a", use: "cpu", amount: 10 }]);
    until(10);
    start("two", [{ phase: "a", use: "cpu", amount: 10, threads: 2 }]);
    until(100);
    expect(called).toEqual(["one 10.000", "two 15.000"]);
  });

  it("W21: works that need the same thing at the same time take longer", () => {
    const { start, until, called } = bench();
    for (const name of ["a", "b", "c", "d"]) start(name, [{ phase: "x", use: "disk", amount: 1000 }]);
    until(100);
    expect(called).toEqual(["a 40.000", "b 40.000", "c 40.000", "d 40.000"]);
  });

  it("W22: paused work stands still and goes on with what remained; others do not feel it", () => {
    const { world, start, until, called } = bench();
    start(
      "vm1",
      [
        { phase: "a", use: "wait", amount: 10 },
        { phase: "b", use: "wait", amount: 1 },
      ],
      1,
    );
    start("vm2", [{ phase: "a", use: "wait", amount: 20 }], 2);
    until(4);
    pauseWork(world, 1);
    pauseWork(world, 1);
    until(30);
    expect(called).toEqual(["vm2 20.000"]);
    resumeWork(world, 1);
    resumeWork(world, 1);
    until(35.9);
    expect(called).toEqual(["vm2 20.000"]);
    until(37);
    expect(called).toEqual(["vm2 20.000", "vm1 37.000"]);
  });

  it("W22: pausing and resuming within the wait does not shorten it", () => {
    const { world, start, until, called } = bench();
    start("vm1", [{ phase: "a", use: "wait", amount: 10 }]);
    until(2);
    pauseWork(world, 1);
    until(3);
    resumeWork(world, 1);
    until(10.5);
    expect(called).toEqual([]);
    until(11);
    expect(called).toEqual(["vm1 11.000"]);
  });

  it("W22: a frozen share holds the step that uses it", () => {
    const { world, shares, start, until, called } = bench();
    start("vm1", [{ phase: "a", use: "cpu", amount: 10 }]);
    until(4);
    changeFlowNode(world, shares.cpu, { frozen: true });
    until(50);
    changeFlowNode(world, shares.cpu, { frozen: false });
    until(56);
    expect(called).toEqual(["vm1 56.000"]);
  });

  it("W22: cancelled work calls nobody, frees its share, and ends its phase", () => {
    const { world, start, until, called, recorded } = bench();
    const a = start("a", [{ phase: "read", use: "disk", amount: 1000 }]);
    start("b", [{ phase: "read", use: "disk", amount: 1000 }]);
    until(10);
    cancelWork(world, a.id);
    cancelWork(world, a.id);
    until(100);
    expect(called).toEqual(["b 15.000"]);
    expect(recorded("a")).toEqual([["read", 0, 10]]);
  });

  it("W22: work that is moved goes on with the shares of its new place", () => {
    const { world, shares, start, until, called } = bench();
    const slow = addFlowNode(world, { parent: shares.cpu, weight: 1, cap: 0.5 }).id;
    const { id } = start("a", [{ phase: "x", use: "cpu", amount: 10 }]);
    until(5);
    moveWork(world, id, { ...shares, cpu: slow });
    until(14.9);
    expect(called).toEqual([]);
    until(15);
    expect(called).toEqual(["a 15.000"]);
    moveWork(world, start("b", [{ phase: "x", use: "wait", amount: 1 }]).id, shares);
    until(20);
    expect(called).toEqual(["a 15.000", "b 16.000"]);
  });
});
