/** Numbers of processes when they start over. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { start, type TestKernel, testKernel } from "../../testing/kernel";
import { namespaces } from "../namespace/table";
import { endProcess, reap } from "./exit";
import { pidIn, processByPid } from "./look";
import { spawn } from "./spawn";
import type { Process } from "./table";

/** Starts processes without memory, and ends them without leaving a zombie. */
function hand({ world, kernel, init, pidNs }: TestKernel, ns = pidNs) {
  const fork = () => start(world, kernel, { parent: init, rssBytes: 0, ns: { pid: ns } });
  return {
    fork,
    pid: () => pidIn(world, fork(), ns) ?? 0,
    end: (process: Process) => {
      endProcess(world, process.id, { code: 0 });
      reap(world, process.id);
    },
  };
}

describe("process numbers", () => {
  it("P2: a number that is free again is not given out before all above it have been", () => {
    const box = testKernel({ pidMax: 400 });
    const { fork, pid, end } = hand(box);
    for (let at = 0; at < 5; at++) end(fork());
    expect(pid()).toBe(7);
    box.world.update(namespaces, box.pidNs, { nextPid: 399 });
    expect([pid(), pid(), pid()]).toEqual([399, 300, 301]);
  });

  it("P2: when they start over, those in use are left out, zombies' too", () => {
    const box = testKernel({ pidMax: 304 });
    const { world, kernel } = box;
    const { fork, pid } = hand(box);
    world.update(namespaces, box.pidNs, { nextPid: 300 });
    const [, parent] = [fork(), fork()];
    const zombie = start(world, kernel, { parent: parent.id });
    endProcess(world, zombie.id, { code: 0 });
    expect(pidIn(world, zombie, box.pidNs)).toBe(302);
    expect([pid(), pid()]).toEqual([303, 2]);
    reap(world, zombie.id);
    world.update(namespaces, box.pidNs, { nextPid: 304 });
    expect(pid()).toBe(302);
  });

  it("P2: each namespace starts over by itself", () => {
    const box = testKernel({ pidMax: 310 });
    const { world, kernel } = box;
    const first = start(world, kernel, { newNamespaces: ["pid"] });
    world.update(namespaces, first.ns.pid, { nextPid: 309 });
    const inside = hand(box, first.ns.pid);
    const [one, two] = [inside.fork(), inside.fork()];
    expect([one, two].map((process) => process.pids.map(({ pid }) => pid))).toEqual([
      [3, 309],
      [4, 300],
    ]);
  });

  it("P3: a namespace that is full refuses although those around it have room, and the other way round", () => {
    const box = testKernel({ pidMax: 8 });
    const { world, kernel, init, pidNs } = box;
    const first = start(world, kernel, { rssBytes: 0, newNamespaces: ["pid"] });
    const spec = { kernel, argv: ["x"], program: { kind: "idle" }, rssBytes: 0 } as const;
    world.update(namespaces, first.ns.pid, { pidCount: 7 });
    expect(spawn(world, { ...spec, parent: first.id })).toMatchObject({ refusal: { code: "EAGAIN" } });
    expect(spawn(world, { ...spec, parent: init }).ok).toBe(true);
    world.update(namespaces, first.ns.pid, { pidCount: 1 });
    for (let at = 0; at < 4; at++) expect(spawn(world, { ...spec, parent: init }).ok).toBe(true);
    expect(world.must(namespaces, pidNs).pidCount).toBe(7);
    expect(spawn(world, { ...spec, parent: first.id })).toMatchObject({ refusal: { code: "EAGAIN" } });
  });

  it("P2: whatever comes and goes, no number is given twice, and all can be given", () => {
    const box = testKernel({ pidMax: 24 });
    const { world, pidNs, init, kernel } = box;
    const { end } = hand(box);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 30, maxLength: 80 }), (moves) => {
        const alive: Process[] = [];
        for (const move of moves) {
          const victim = alive[move];
          if (victim !== undefined) {
            end(victim);
            alive.splice(move, 1);
          }
          const made = spawn(world, {
            kernel,
            parent: init,
            argv: ["x"],
            program: { kind: "idle" },
            rssBytes: 0,
          });
          expect(made.ok).toBe(alive.length < 22);
          if (made.ok) alive.push(made.value);
          const pids = alive.map((process) => pidIn(world, process, pidNs) ?? 0);
          expect(new Set(pids).size).toBe(alive.length);
          for (const [at, process] of alive.entries())
            expect(processByPid(world, pidNs, pids[at] ?? 0)?.id).toBe(process.id);
          expect(Math.max(...pids)).toBeLessThan(24);
        }
        for (const process of alive) end(process);
      }),
      { seed: 41, numRuns: 30 },
    );
  });
});
