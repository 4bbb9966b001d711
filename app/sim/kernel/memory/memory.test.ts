import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { handler } from "../../core/handlers";
import { happenings } from "../../core/happenings";
import { pass, start, type TestKernel, testKernel } from "../../testing/kernel";
import { freezeCgroup, setLimits } from "../cgroup/limits";
import { moveProcess } from "../cgroup/membership";
import { type Cgroup, cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { kernels } from "../kernel";
import { endProcess } from "../process/exit";
import { type Process, processes } from "../process/table";
import { chargeGroup, freeMemory, usedMemory } from "./account";
import { killForMemory } from "./oom";
import { giveBackMemory, takeMemory } from "./take";

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const panicked = defineEvent<null>("test.panicked");

let box: TestKernel;
let web: Cgroup;
let db: Cgroup;
beforeEach(() => {
  box = testKernel();
  web = ensureCgroup(box.world, box.kernel, "/slice/web");
  db = ensureCgroup(box.world, box.kernel, "/slice/db");
});

const row = (group: { readonly id: number }) => box.world.must(cgroups, group.id);
const current = (...groups: { readonly id: number }[]) =>
  groups.map((group) => row(group).memoryCurrent / MIB);
const daemon = (group: Cgroup, mib: number, more: Parameters<typeof start>[2] = {}) =>
  start(box.world, box.kernel, { cgroup: group.id, rssBytes: mib * MIB, ...more });
const lives = ({ id }: Process) => {
  const now = box.world.get(processes, id);
  return now !== undefined && now.state !== "zombie";
};
const events = (group: { readonly id: number }) => {
  const { high, max, oom, oomKill, oomGroupKill } = row(group).memoryEvents;
  return { high, max, oom, oomKill, oomGroupKill };
};
const none = { high: 0, max: 0, oom: 0, oomKill: 0, oomGroupKill: 0 };
const killed = () => box.world.all(happenings).filter(({ what }) => what === "oom-kill");

describe("accounts of memory", () => {
  it("M1: a process's memory is charged to its group and all above it, and given back when it ends", () => {
    const { world, kernel, rootCgroup } = box;
    const [slice, root] = [{ id: web.parent }, { id: rootCgroup }];
    const [before, used] = [current(root)[0] ?? 0, usedMemory(world, kernel)];
    const process = daemon(web, 100);
    daemon(db, 10);
    expect(current(web, db, slice, root)).toEqual([100, 10, 110, before + 110]);
    expect(takeMemory(world, process.id, 20 * MIB)).toBe(true);
    giveBackMemory(world, process.id, 50 * MIB);
    expect(current(web)).toEqual([70]);
    expect(world.must(processes, process.id).rssBytes).toBe(70 * MIB);
    giveBackMemory(world, process.id, GIB);
    takeMemory(world, process.id, 5 * MIB);
    expect(current(web)).toEqual([5]);
    endProcess(world, process.id, { code: 0 });
    expect(current(web, slice)).toEqual([0, 10]);
    expect(row(web).memoryPeak).toBe(120 * MIB);
    expect(usedMemory(world, kernel)).toBe(used + 10 * MIB);
    expect(usedMemory(world, kernel) + freeMemory(world, kernel)).toBe(8 * GIB);
  });

  it("M1: a kernel's own memory is used from the beginning", () => {
    const { world, kernel } = box;
    const { ownBytes } = world.must(kernels, kernel);
    expect(usedMemory(world, kernel)).toBeGreaterThanOrEqual(ownBytes);
  });

  it("M2: bookkeeping alone heeds no limit: files in memory are charged and given back so", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryMax: MIB });
    chargeGroup(world, web.id, 3 * MIB);
    chargeGroup(world, web.id, 0);
    expect(current(web, { id: web.parent })).toEqual([3, 3]);
    chargeGroup(world, web.id, -4 * MIB);
    expect(current(web)).toEqual([0]);
    expect(killed()).toEqual([]);
  });
});

describe("memory.max", () => {
  it("M3: the biggest process of the group is killed with SIGKILL, and the one that wanted more has it", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryMax: 100 * MIB });
    const [small, big, other] = [daemon(web, 20), daemon(web, 60), daemon(db, 500)];
    expect(takeMemory(world, small.id, 30 * MIB)).toBe(true);
    expect([small, big, other].map(lives)).toEqual([true, false, true]);
    expect(current(web)).toEqual([50]);
    expect(killed()).toMatchObject([{ layer: big.layer, text: expect.stringContaining("/slice/web") }]);
  });

  it("M3: a process that is itself the biggest is killed and has nothing", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryMax: 100 * MIB });
    const parent = daemon(db, 1);
    const [small, big] = [daemon(web, 20), daemon(web, 60, { parent: parent.id })];
    expect(takeMemory(world, big.id, 30 * MIB)).toBe(false);
    expect(world.must(processes, big.id)).toMatchObject({
      state: "zombie",
      exit: { signal: 9 },
      rssBytes: 0,
    });
    expect(takeMemory(world, big.id, 1)).toBe(false);
    giveBackMemory(world, big.id, 1);
    expect(takeMemory(world, 9_999, 1)).toBe(false);
    expect([lives(small), ...current(web)]).toEqual([true, 20]);
  });

  it("M3: of equals the youngest is killed; as many as it takes are", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryMax: 100 * MIB });
    const all = [0, 20, 20, 20, 20, 20].map((mib) => daemon(web, mib));
    const [taker] = all as [Process, ...Process[]];
    expect(takeMemory(world, taker.id, 30 * MIB)).toBe(true);
    expect(all.map(lives)).toEqual([true, true, true, true, false, false]);
    expect(events(web)).toMatchObject({ max: 2, oomKill: 2 });
  });

  it("M13: who wants too much at once is judged by what it has touched when memory runs out", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryMax: 100 * MIB });
    const settled = daemon(web, 40);
    const greedy = daemon(web, 500);
    expect([settled, greedy].map(lives)).toEqual([true, false]);
    // What was bigger by then goes first, even if it does not help.
    const bigger = daemon(web, 45);
    const next = daemon(web, 500);
    expect([settled, bigger, next].map(lives)).toEqual([true, false, false]);
    expect([...current(web), row(web).memoryPeak / MIB]).toEqual([40, 100]);
  });

  it("M13: so it is on the whole system: an app that fits nowhere dies, and not who fits", () => {
    const { world } = box;
    const [database, small] = [daemon(db, 3000), daemon(web, 10)];
    const greedy = daemon(web, 100_000);
    expect([database, small, greedy].map(lives)).toEqual([true, true, false]);
    const other = daemon(db, 2500);
    expect(takeMemory(world, small.id, 2450 * MIB)).toBe(true);
    expect([database, small, other].map(lives)).toEqual([false, true, true]);
  });

  it("M13: it makes no difference in how many parts a process asks for its memory", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 6 });
    const group = fc.record({ sizes, max: fc.constantFrom(null, 50, 120) });
    const parts = fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 5 });
    fc.assert(
      fc.property(group, group, fc.constantFrom(null, 90, 200), parts, (inWeb, inDb, above, asked) => {
        const outcome = (requests: readonly number[]) => {
          box = testKernel({ memoryBytes: 500 * MIB });
          const { world, kernel } = box;
          web = ensureCgroup(world, kernel, "/slice/web");
          db = ensureCgroup(world, kernel, "/slice/db");
          const taker = daemon(web, 0);
          const others = [
            ...inWeb.sizes.map((mib) => daemon(web, mib)),
            ...inDb.sizes.map((mib) => daemon(db, mib)),
          ];
          for (const [id, max] of [
            [web.id, inWeb.max],
            [db.id, inDb.max],
            [web.parent, above],
          ] as const)
            setLimits(world, id, { memoryMax: max === null ? null : max * MIB });
          const has = lives(taker) && requests.every((mib) => takeMemory(world, taker.id, mib * MIB));
          return { has, others: others.map(lives), left: current(web, db), counted: [web, db].map(events) };
        };
        const total = asked.reduce((sum, mib) => sum + mib, 0);
        expect(outcome([total])).toEqual(outcome(asked));
      }),
      { seed: 31, numRuns: 200 },
    );
  });

  it("M14: the one that is killed is found without a look at the others", () => {
    const { world } = box;
    const many = 8000;
    for (let at = 0; at < many; at++) daemon(web, 0);
    setLimits(world, web.id, { memoryMax: MIB });
    const looks: number[] = [];
    const find = world.find.bind(world);
    world.find = (...asked) => {
      const found = find(...asked);
      looks.push(found.length);
      return found;
    };
    const hog = daemon(db, 0);
    moveProcess(world, hog.id, web.id);
    expect(takeMemory(world, hog.id, 2 * MIB)).toBe(false);
    expect(Math.max(0, ...looks)).toBeLessThan(10);
    expect(row(web)).toMatchObject({ memoryCurrent: 0, memoryPeak: MIB });
  });

  it("M4: a limit further up is heeded too: the biggest process anywhere below it goes", () => {
    const { world } = box;
    setLimits(world, web.parent, { memoryMax: 100 * MIB });
    const [small, big] = [daemon(web, 20), daemon(db, 70)];
    expect(takeMemory(world, small.id, 30 * MIB)).toBe(true);
    expect([small, big].map(lives)).toEqual([true, false]);
    expect(events({ id: web.parent })).toEqual({ ...none, max: 1, oom: 1, oomKill: 1 });
    expect([events(web), events(db)]).toEqual([none, { ...none, oomKill: 1 }]);
  });

  it("M5: events are counted in the group whose limit was hit and above it, but not in the root", () => {
    const { world, rootCgroup } = box;
    setLimits(world, web.id, { memoryMax: 100 * MIB });
    const hog = daemon(web, 90);
    takeMemory(world, hog.id, 20 * MIB);
    const once = { ...none, max: 1, oom: 1, oomKill: 1 };
    expect([web, { id: web.parent }, db, { id: rootCgroup }].map(events)).toEqual([once, once, none, none]);
  });

  it("M6: with memory.oom.group the whole group dies together, and is counted once as a group", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryMax: 100 * MIB, oomGroup: true });
    const all = [daemon(web, 10), daemon(web, 60), daemon(web, 20), daemon(db, 70)];
    expect(takeMemory(world, all[0]?.id ?? 0, 20 * MIB)).toBe(false);
    expect(all.map(lives)).toEqual([false, false, false, true]);
    expect(events(web)).toEqual({ ...none, max: 1, oom: 1, oomKill: 3, oomGroupKill: 1 });
    expect(killed()).toHaveLength(3);
  });

  it("M6: the highest group below the limit that has memory.oom.group dies, and none above it", () => {
    const { world } = box;
    setLimits(world, web.parent, { memoryMax: 100 * MIB });
    setLimits(world, web.id, { oomGroup: true });
    const all = [daemon(web, 10), daemon(web, 60), daemon(db, 20)];
    takeMemory(world, all[2]?.id ?? 0, 20 * MIB);
    expect(all.map(lives)).toEqual([false, false, true]);
    expect(events(web)).toEqual({ ...none, oomKill: 2, oomGroupKill: 1 });
  });

  it("M6: of several such groups, one inside the other, the outermost dies as a whole", () => {
    const { world, kernel } = box;
    const inner = ensureCgroup(world, kernel, "/slice/web/inner");
    setLimits(world, web.parent, { memoryMax: 100 * MIB });
    for (const { id } of [web, inner]) setLimits(world, id, { oomGroup: true });
    const all = [daemon(inner, 70), daemon(web, 5), daemon(db, 10)];
    takeMemory(world, all[2]?.id ?? 0, 20 * MIB);
    expect(all.map(lives)).toEqual([false, false, true]);
    expect([events(web), events(inner)]).toEqual([
      { ...none, oomKill: 2, oomGroupKill: 1 },
      { ...none, oomKill: 1 },
    ]);
  });

  it("M7: memory.high only counts how often the group went over it", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryHigh: 50 * MIB });
    const process = daemon(web, 40);
    expect(events(web)).toEqual(none);
    takeMemory(world, process.id, 20 * MIB);
    takeMemory(world, process.id, 20 * MIB);
    giveBackMemory(world, process.id, 80 * MIB);
    expect([events(web), events(db)]).toEqual([{ ...none, high: 2 }, none]);
    expect(lives(process)).toBe(true);
  });

  it("M8: a limit set below what a group uses kills until it fits", () => {
    const { world } = box;
    const all = [daemon(web, 30), daemon(web, 60), daemon(web, 40)];
    setLimits(world, web.id, { memoryMax: 50 * MIB });
    expect(all.map(lives)).toEqual([true, false, false]);
    expect(events(web)).toMatchObject({ max: 0, oom: 2, oomKill: 2 });
    chargeGroup(world, web.id, 10 * MIB);
    setLimits(world, web.id, { memoryMax: 5 * MIB });
    expect(current(web)).toEqual([10]);
  });

  it("M9: a hog with a limit dies in its group, and its neighbours feel nothing", () => {
    const { world, kernel } = box;
    setLimits(world, web.id, { memoryMax: 64 * MIB });
    const neighbour = daemon(db, 200);
    const hog = daemon(web, 1, {
      program: { kind: "hog", bytesPerStep: 10 * MIB, stepMs: 10, untilBytes: null },
    });
    pass(world, 1000);
    expect([hog, neighbour].map(lives)).toEqual([false, true]);
    expect(row(web).memoryPeak).toBeLessThanOrEqual(64 * MIB);
    expect(freeMemory(world, kernel)).toBeGreaterThan(7 * GIB);
  });

  it("M9: a process that moved pays, and kills, where it is", () => {
    const { world } = box;
    setLimits(world, db.id, { memoryMax: 50 * MIB });
    const [mover, settled] = [daemon(web, 10), daemon(db, 45)];
    expect(moveProcess(world, mover.id, db.id).ok).toBe(true);
    expect([current(web, db), lives(settled)]).toEqual([[0, 55], true]);
    takeMemory(world, mover.id, MIB);
    expect([lives(mover), lives(settled)]).toEqual([true, false]);
  });
});

describe("a whole system out of memory", () => {
  it("M10: the biggest process of the whole kernel is killed, in whatever group; process 1 never", () => {
    const { world, init } = box;
    takeMemory(world, init, 4 * GIB);
    const [small, big] = [daemon(web, 100), daemon(db, 3000)];
    expect(takeMemory(world, small.id, 1000 * MIB)).toBe(true);
    expect([small, big].map(lives)).toEqual([true, false]);
    expect(lives(world.must(processes, init))).toBe(true);
    expect([events(db), events(web)]).toEqual([{ ...none, oomKill: 1 }, none]);
    expect(killed()).toMatchObject([{ text: expect.stringContaining("whole system") }]);
  });

  it("M10: groups die first: a limit is hit before the system is full", () => {
    const { world } = box;
    setLimits(world, web.id, { memoryMax: 1000 * MIB });
    const [capped, big] = [daemon(web, 900), daemon(db, 6000)];
    expect(takeMemory(world, capped.id, 200 * MIB)).toBe(false);
    expect([capped, big].map(lives)).toEqual([false, true]);
  });

  it("M10: the biggest of many groups below one is found, the youngest of equals, as by looking at all", () => {
    const place = fc.record({ group: fc.nat({ max: 4 }), mib: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), fc.boolean(), (places, whole) => {
        box = testKernel({ memoryBytes: 1024 * MIB });
        const { world, kernel, rootCgroup } = box;
        const groups = ["/s", "/s/a", "/s/a/b", "/s/c", "/s/c/d"].map((path) =>
          ensureCgroup(world, kernel, path),
        );
        const all = places.map(({ group, mib }) => daemon(groups[group] as Cgroup, mib));
        const sizes = all.map(({ id, rssBytes }) => ({ id, rssBytes }));
        const [first] = sizes.sort((a, b) => b.rssBytes - a.rssBytes || b.id - a.id);
        expect(killForMemory(world, row(whole ? { id: rootCgroup } : (groups[0] as Cgroup)))).toBe(true);
        expect(all.filter((process) => !lives(process)).map(({ id }) => id)).toEqual([first?.id]);
      }),
      { seed: 32 },
    );
  });

  it("M11: a kernel that has nobody left to kill panics", () => {
    const told: number[] = [];
    const own = handler(panicked, (world) => void told.push(world.now));
    box = testKernel({ onPanic: call(panicked, null) });
    const { world, init, kernel } = box;
    expect(takeMemory(world, init, 9 * GIB)).toBe(false);
    pass(world, 0, own);
    expect(world.must(kernels, kernel).state).toBe("panicked");
    expect(told).toEqual([0]);
    expect(world.all(happenings).map(({ what }) => what)).toContain("panicked");
  });

  it("M12: memory agrees with the sum of what processes have, whatever they do", () => {
    const op = fc.record({
      do: fc.constantFrom("start", "take", "give", "end", "move", "limit", "freeze"),
      who: fc.nat({ max: 30 }),
      group: fc.nat({ max: 3 }),
      mib: fc.constantFrom(0, 1, 40, 300, 2500),
    });
    fc.assert(
      fc.property(fc.array(op, { maxLength: 40 }), (ops) => {
        box = testKernel();
        const { world, kernel, init } = box;
        const groups = ["/", "/a", "/a/b", "/c"].map((path) => ensureCgroup(world, kernel, path));
        for (const { do: what, who, group: at, mib } of ops) {
          const living = world.find(processes, "kernel", kernel).filter((p) => p.id !== init && lives(p));
          const process = living[who % Math.max(1, living.length)];
          const group = groups[at] as Cgroup;
          if (what === "start") daemon(group, mib);
          else if (what === "limit" && at > 0) setLimits(world, group.id, { memoryMax: mib * MIB });
          else if (what === "freeze" && at > 0) freezeCgroup(world, group.id, mib > 1);
          else if (process === undefined) continue;
          else if (what === "take") takeMemory(world, process.id, mib * MIB);
          else if (what === "give") giveBackMemory(world, process.id, mib * MIB);
          else if (what === "end") endProcess(world, process.id, { code: 0 });
          else if (what === "move") moveProcess(world, process.id, group.id);
          pass(world, 1);
          const sum = (ids: number[]) =>
            world
              .find(processes, "kernel", kernel)
              .filter(({ cgroup }) => ids.includes(cgroup))
              .reduce((total, { rssBytes }) => total + rssBytes, 0);
          const count = (ids: number[]) =>
            world.find(processes, "kernel", kernel).filter(({ cgroup }) => ids.includes(cgroup)).length;
          const [root, a, b, c] = groups.map(({ id }) => id) as [number, number, number, number];
          const below = [[root, a, b, c], [a, b], [b], [c]];
          expect(groups.map((each) => row(each).memoryCurrent)).toEqual(below.map(sum));
          expect(groups.map((each) => row(each).pidsCurrent)).toEqual(below.map(count));
          expect(freeMemory(world, kernel)).toBeGreaterThanOrEqual(0);
          for (const each of groups)
            expect(row(each).memoryPeak).toBeGreaterThanOrEqual(row(each).memoryCurrent);
        }
      }),
      { seed: 23, numRuns: 60 },
    );
  });
});
