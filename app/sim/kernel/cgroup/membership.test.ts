import { beforeEach, describe, expect, it } from "vitest";
import { jobRate, nodeRate } from "../../core/flow";
import { pass, start, type TestKernel, testKernel } from "../../testing/kernel";
import { endProcess } from "../process/exit";
import { spawn } from "../process/spawn";
import { processes } from "../process/table";
import { setLimits } from "./limits";
import { moveProcess } from "./membership";
import { type Cgroup, cgroups } from "./table";
import { ensureCgroup } from "./tree";

let box: TestKernel;
let web: Cgroup;
let db: Cgroup;
beforeEach(() => {
  box = testKernel();
  web = ensureCgroup(box.world, box.kernel, "/slice/web");
  db = ensureCgroup(box.world, box.kernel, "/slice/db");
});

const row = (group: { readonly id: number }) => box.world.must(cgroups, group.id);
const pids = (...groups: { readonly id: number }[]) => groups.map((group) => row(group).pidsCurrent);

describe("members of control groups", () => {
  it("C7: processes count in their group and in all above it, until they are reaped", () => {
    const { world, kernel, rootCgroup } = box;
    const slice = { id: web.parent };
    const root = { id: rootCgroup };
    const before = row(root).pidsCurrent;
    const first = start(world, kernel, { cgroup: web.id });
    start(world, kernel, { cgroup: db.id });
    expect(pids(web, db, slice, root)).toEqual([1, 1, 2, before + 2]);
    endProcess(world, first.id, { code: 0 });
    pass(world, 0);
    expect(pids(web, db, slice, root)).toEqual([0, 1, 1, before + 1]);
    expect([row(web).pidsPeak, row(slice).pidsPeak]).toEqual([1, 2]);
  });

  it("C8: pids.max of any group above refuses a fork with EAGAIN, which that group and those above it count", () => {
    const { world, kernel, init } = box;
    setLimits(world, web.parent, { pidsMax: 2 });
    start(world, kernel, { cgroup: web.id });
    start(world, kernel, { cgroup: db.id });
    const refused = spawn(world, {
      ...{ kernel, parent: init, argv: ["one-more"], program: { kind: "idle" } as const },
      cgroup: web.id,
    });
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: "EAGAIN", why: expect.stringContaining("/slice is 2") },
    });
    expect(pids(web, db, { id: web.parent })).toEqual([1, 1, 2]);
    expect([row(web).pidsEvents, row({ id: web.parent }).pidsEvents]).toEqual([0, 1]);
  });

  it("C8: a limit below the number of processes ends nobody, but lets no more in", () => {
    const { world, kernel, init } = box;
    start(world, kernel, { cgroup: web.id });
    start(world, kernel, { cgroup: web.id });
    setLimits(world, web.id, { pidsMax: 1 });
    pass(world, 100);
    expect(pids(web)).toEqual([2]);
    const more = spawn(world, {
      kernel,
      parent: init,
      argv: ["x"],
      program: { kind: "idle" },
      cgroup: web.id,
    });
    expect(more.ok).toBe(false);
  });

  it("C8: a fork bomb is held by pids.max, and its group's processes stay what they are", () => {
    const { world, kernel } = box;
    setLimits(world, web.id, { pidsMax: 20 });
    start(world, kernel, { cgroup: web.id, argv: ["bomb"], program: { kind: "fork-bomb", everyMs: 1 } });
    pass(world, 2000);
    expect(row(web).pidsCurrent).toBe(20);
    expect(row(web).pidsEvents).toBeGreaterThan(0);
    expect(start(world, kernel, { cgroup: db.id }).state).toBe("sleeping");
  });

  it("C9: a process that is moved takes its memory and its work along, whatever the limits there", () => {
    const { world, kernel } = box;
    setLimits(world, db.id, { pidsMax: 0, memoryMax: 0 });
    const { id } = start(world, kernel, {
      ...{ cgroup: web.id, rssBytes: 5_000_000 },
      program: { kind: "busy", threads: 2 },
    });
    pass(world, 10);
    expect([nodeRate(world, web.flow), nodeRate(world, db.flow)]).toEqual([2, 0]);
    expect(moveProcess(world, id, db.id).ok).toBe(true);
    const moved = world.must(processes, id);
    expect(moved.cgroup).toBe(db.id);
    expect([row(web), row(db)].map(({ pidsCurrent, memoryCurrent }) => [pidsCurrent, memoryCurrent])).toEqual(
      [
        [0, 0],
        [1, 5_000_000],
      ],
    );
    expect([nodeRate(world, web.flow), nodeRate(world, db.flow), jobRate(world, moved.job ?? 0)]).toEqual([
      0, 2, 2,
    ]);
    expect(moveProcess(world, id, db.id).ok).toBe(true);
    expect(pids(db)).toEqual([1]);
  });

  it("C9: what has ended cannot be moved", () => {
    const { world, kernel } = box;
    const parent = start(world, kernel, {});
    const { id } = start(world, kernel, { parent: parent.id, cgroup: web.id });
    endProcess(world, id, { code: 0 });
    expect(moveProcess(world, id, db.id)).toMatchObject({ ok: false, refusal: { code: "ESRCH" } });
    expect(moveProcess(world, 9_999, db.id)).toMatchObject({ ok: false, refusal: { code: "ESRCH" } });
    expect(pids(web, db)).toEqual([1, 0]);
  });
});
