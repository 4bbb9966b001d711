/** A kernel that ends at any moment, in any way, whatever was going on. */
import { describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { flowJobs, flowNodes } from "../../core/flow";
import { handler } from "../../core/handlers";
import { happenings } from "../../core/happenings";
import { World } from "../../core/world";
import { addTestKernel, pass, start, type TestKernel } from "../../testing/kernel";
import { SIGNALS } from "../abi";
import { freezeCgroup } from "../cgroup/limits";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { fileSystems, mounts } from "../files/tables";
import { kernels } from "../kernel";
import { killForMemory } from "../memory/oom";
import { takeMemory } from "../memory/take";
import { unshare } from "../namespace/change";
import { namespaces } from "../namespace/table";
import { listeners, netInterfaces } from "../net/tables";
import { exec } from "../process/exec";
import { endProcess } from "../process/exit";
import { sendSignal } from "../process/signals";
import { processes } from "../process/table";
import { timers } from "../process/timer";
import { panicKernel } from "./panic";
import { pauseKernel, resumeKernel } from "./pause";
import { stopKernel } from "./stop";

const MIB = 1024 * 1024;
const died = defineEvent<{ readonly machine: string }>("test.died");
const ended = defineEvent<{ readonly who: string }>("test.ended");
const onPanic = call(died, { machine: "laptop" });

const TABLES = [
  processes,
  namespaces,
  cgroups,
  mounts,
  fileSystems,
  netInterfaces,
  listeners,
  timers,
  flowJobs,
];
const count = (world: World) =>
  Object.fromEntries(TABLES.map((table) => [table.name, world.count(table as typeof processes)]));

/** Much at once: servers, sleepers, bombs, containers in containers, stopped and frozen ones, zombies, guests' processors. */
function bustle({ world, kernel }: TestKernel): void {
  const group = ensureCgroup(world, kernel, "/docker/web").id;
  const onExit = call(ended, { who: "web" });
  for (const program of [
    { kind: "serve", port: 80, protocol: "tcp", cpuMs: 5, bytes: MIB, line: "x" },
    { kind: "sleep", ms: 10 },
    { kind: "work", cpuMs: 20, code: 1 },
    { kind: "busy", threads: 2 },
    { kind: "hog", bytesPerStep: MIB, stepMs: 5, untilBytes: null },
    { kind: "log", everyMs: 10, line: "x" },
    { kind: "crash", afterMs: 50, code: 1 },
    { kind: "fork-bomb", everyMs: 25 },
  ] as const) {
    start(world, kernel, { program, onExit, cgroup: group });
    const box = start(world, kernel, { cgroup: group, newNamespaces: ["pid", "net", "mnt", "uts", "user"] });
    start(world, kernel, { parent: box.id, program, newNamespaces: ["pid", "cgroup"], onExit });
  }
  const careless = start(world, kernel);
  endProcess(world, start(world, kernel, { parent: careless.id }).id, { code: 1 });
  unshare(world, careless.id, ["pid", "time"]);
  sendSignal(
    world,
    start(world, kernel, { program: { kind: "busy", threads: 1 } }).id,
    SIGNALS.SIGSTOP,
    null,
  );
  const cold = ensureCgroup(world, kernel, "/cold").id;
  freezeCgroup(world, cold, true);
  start(world, kernel, { program: { kind: "sleep", ms: 10 }, cgroup: cold });
}

const WAYS = {
  "by a fault": ({ world, kernel }) => panicKernel(world, kernel, "a fault"),
  "by the end of process 1": ({ world, init }) => endProcess(world, init, { code: 1 }),
  "by a signal of the kernel to process 1": ({ world, init }) =>
    void sendSignal(world, init, SIGNALS.SIGKILL, null),
  "by want of memory": ({ world, init }) => void takeMemory(world, init, 2 ** 40),
  "by process 1 going on as something that does not fit": ({ world, kernel, init }) => {
    const { ownBytes } = world.must(kernels, kernel);
    world.update(kernels, kernel, { memoryBytes: ownBytes });
    exec(world, init, ["x"], { kind: "idle" });
  },
  "by its machine's stop": ({ world, kernel }) => stopKernel(world, kernel),
} as const satisfies Record<string, (box: TestKernel) => void>;

const MOMENTS = [0, 0.5, 5, 10, 20, 25, 30, 50, 75, 100, 101, 150];

describe("the end of a kernel", () => {
  it.each(Object.entries(WAYS))(
    "K6, K7: %s, at any moment: nothing of it is left, and nothing happens any more",
    (how, end) => {
      for (const at of MOMENTS) {
        const world = new World(1);
        const other = addTestKernel(world, { layer: "other/kernel" });
        const sleeper = start(world, other.kernel, { program: { kind: "log", everyMs: 40, line: "x" } });
        pass(world, 1);
        const before = count(world);
        const told: string[] = [];
        const told2 = {
          ...handler(died, (_, { machine }) => told.push(machine)),
          ...handler(ended, () => undefined),
        };
        const box = addTestKernel(world, { onPanic });
        bustle(box);
        pass(world, at, told2);
        // What ended in this very instant has had its end told; after this nobody's is.
        end(box);
        expect([how, at, count(world)]).toEqual([how, at, before]);
        const notes = world.count(happenings);
        pass(world, 0, told2);
        pass(world, 2000, { ...told2, ...handler(ended, () => told.push("an exit")) });
        expect(told).toEqual(how === "by its machine's stop" ? [] : ["laptop"]);
        expect(world.count(happenings)).toBe(notes);
        expect(count(world)).toEqual(before);
        expect(world.must(processes, sleeper.id).state).toBe("sleeping");
        expect(world.find(flowNodes, "parent", box.cpuNode)).toEqual([]);
      }
    },
  );

  it("K7: from within what follows the end of a process: the rest of the instant does no harm", () => {
    for (const [, end] of Object.entries(WAYS)) {
      const world = new World(1);
      const box = addTestKernel(world, { onPanic });
      bustle(box);
      const atOnce = start(world, box.kernel, { onExit: call(ended, { who: "trigger" }) });
      let ends = 0;
      const react = {
        ...handler(died, () => undefined),
        ...handler(ended, (_, { who }) => {
          if (who === "trigger") end(box);
          ends++;
        }),
      };
      pass(world, 30, react);
      endProcess(world, atOnce.id, { code: 0 });
      pass(world, 1000, react);
      expect(world.must(kernels, box.kernel).state).not.toBe("running");
      expect([ends > 0, world.count(processes)]).toEqual([true, 0]);
    }
  });

  it("K7: while its machine is held; letting it go on then does nothing", () => {
    for (const end of Object.values(WAYS)) {
      const world = new World(1);
      const box = addTestKernel(world, { onPanic });
      bustle(box);
      pass(
        world,
        12,
        handler(ended, () => undefined),
      );
      pauseKernel(world, box.kernel);
      end(box);
      resumeKernel(world, box.kernel);
      pass(world, 1000, { ...handler(died, () => undefined), ...handler(ended, () => undefined) });
      expect(world.must(kernels, box.kernel)).toMatchObject({ paused: false });
      expect(world.count(processes)).toBe(0);
    }
  });

  it("M11: before it gives up for want of memory it has killed all but process 1, one by one", () => {
    const world = new World(1);
    const box = addTestKernel(world, { memoryBytes: 600 * MIB });
    const sizes = [50, 10, 30, 20].map((mib) => start(world, box.kernel, { rssBytes: mib * MIB }));
    const root = world.must(cgroups, box.rootCgroup);
    const order: number[] = [];
    while (killForMemory(world, root))
      order.push(
        sizes.findIndex(({ id }, at) => !order.includes(at) && world.get(processes, id)?.state === "zombie"),
      );
    expect(order).toEqual([0, 2, 3, 1]);
    expect(world.must(processes, box.init).state).toBe("sleeping");
  });

  it("K6: a kernel that is off or has panicked is not ended again, and its machine is not told again", () => {
    for (const end of Object.values(WAYS)) {
      const world = new World(1);
      const box = addTestKernel(world, { onPanic });
      end(box);
      const { state } = world.must(kernels, box.kernel);
      const { written } = world;
      panicKernel(world, box.kernel, "again");
      stopKernel(world, box.kernel);
      expect([world.must(kernels, box.kernel).state, world.written]).toEqual([state, written]);
    }
  });
});
