import { describe, expect, it } from "vitest";
import { phases } from "../../core/work";
import { engineCosts } from "../../costs/engine";
import { engineLab, phasesOf, runIn, theContainer } from "../../testing/engine";
import { statsOf } from "./looking";
import { continueWork } from "./phases";
import { STAGES } from "./stages";

const total = (found: readonly (readonly [string, number])[]) => found.reduce((sum, [, ms]) => sum + ms, 0);

describe("how long starts take", () => {
  it("E11: the costs of the stages make up the 50 ms, and every stage has one", () => {
    const sum = STAGES.reduce((ms, { cost }) => ms + cost.value, 0);
    expect(sum).toBeGreaterThanOrEqual(45);
    expect(sum).toBeLessThanOrEqual(55);
    for (const { cost } of STAGES) expect(cost).toMatchObject({ unit: "ms of processor time" });
  });

  it("E11: longer where the processors are busy", () => {
    const lab = engineLab(["alpine"], { cpus: 2 });
    runIn(lab, "idle");
    for (let made = 0; made < 20; made++)
      lab.begin({
        do: "runContainer",
        machine: "box",
        image: "alpine",
        command: ["sleep", "9"],
        name: `n${made}`,
      });
    lab.pass(5_000);
    const times = Array.from({ length: 20 }, (_, made) => total(phasesOf(lab, `box/container/n${made}`)));
    expect(Math.max(...times)).toBeGreaterThan(4 * total(phasesOf(lab, "box/container/idle")));
  });

  it("E11: a limit of processor time holds the last stage back, which is the container's own", () => {
    const lab = engineLab(["alpine"]);
    runIn(lab, "slow", { cpus: 0.01 });
    const found = Object.fromEntries(phasesOf(lab, "box/container/slow"));
    expect(found.app).toBeGreaterThan(10 * engineCosts.appMs.value);
    expect(found.process).toBeCloseTo(engineCosts.processMs.value);
  });

  it("E11: a restart by policy has no client in it", () => {
    const lab = engineLab(["alpine"]);
    runIn(lab, "again", { command: ["sleep", "1"], restart: "always" });
    lab.pass(1_500);
    expect(theContainer(lab, "again").restarts).toBe(1);
    expect(phasesOf(lab, "box/container/again").map(([name]) => name)[0]).toBe("daemon");
  });
});

describe("phases of work that goes on", () => {
  it("E11: pieces of work one after the other make up one history; the first one begins it anew", () => {
    const { world, pass } = engineLab([]);
    const shares = { cpu: 0, disk: 0, net: 0 };
    const piece = (phase: string, first: boolean) => {
      const steps = [{ phase, use: "wait", amount: 5 }] as const;
      continueWork(world, first, { layer: "x", owner: 0, steps, shares, done: null });
      pass(5);
    };
    const names = () => world.find(phases, "layer", "x").map(({ name }) => name);
    piece("one", true);
    piece("two", false);
    expect(names()).toEqual(["one", "two"]);
    expect(world.find(phases, "layer", "aside")).toEqual([]);
    piece("three", true);
    expect(names()).toEqual(["three"]);
  });
});

describe("what containers use", () => {
  it("E64: a container of a machine that went down uses nothing", () => {
    const lab = engineLab(["alpine"]);
    runIn(lab, "app");
    expect(statsOf(lab.world, theContainer(lab, "app")).pids).toBe(1);
    lab.act({ do: "powerOff", machine: "box" });
    expect(statsOf(lab.world, theContainer(lab, "app"))).toMatchObject({ pids: 0, memoryBytes: 0, cpus: 0 });
  });

  it("E64: every running container costs its shim's memory besides its own", () => {
    const lab = engineLab(["alpine"]);
    runIn(lab, "one");
    const { memoryBytes } = statsOf(lab.world, theContainer(lab, "one"));
    expect(memoryBytes).toBeGreaterThan(0);
    expect(memoryBytes).toBeLessThan(engineCosts.daemonBytes.value);
  });
});
