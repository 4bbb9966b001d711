/** Spawning, exiting, reaping, adoption. */
import { describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { handler } from "../../core/handlers";
import { pass, start, testKernel } from "../../testing/kernel";
import { SIGNALS } from "../abi";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { kernels } from "../kernel";
import { freeMemory } from "../memory/account";
import { namespaces } from "../namespace/table";
import { listen } from "../net/listen";
import { listeners } from "../net/tables";
import { endProcess, exitCode, reap } from "./exit";
import { pidIn, processByPid, processesIn } from "./look";
import { sendSignal } from "./signals";
import { spawn } from "./spawn";
import { processes } from "./table";

const { SIGKILL } = SIGNALS;
const ended = defineEvent<{ readonly who: string }>("test.ended");

describe("spawn", () => {
  it("P1: a new process inherits from its parent what is not given", () => {
    const { world, kernel } = testKernel();
    const parent = start(world, kernel, {
      uid: 1000,
      gid: 100,
      env: { HOME: "/home/ada" },
      cwd: "/home/ada",
      layer: "box/app/crm",
      cgroup: ensureCgroup(world, kernel, "/crm").id,
      subreaper: true,
      handles: [SIGNALS.SIGHUP],
    });
    const child = start(world, kernel, { parent: parent.id, argv: ["/usr/bin/a-rather-long-command", "x"] });
    const { uid, gid, env, cwd, layer, cgroup, ns, capabilities } = parent;
    expect(child).toMatchObject({ uid, gid, env, cwd, layer, cgroup, ns, capabilities, parent: parent.id });
    expect(child).toMatchObject({ name: "a-rather-long-c", subreaper: false, handles: [], onExit: null });
    expect(capabilities).toBe("0000000000000000");
  });

  it("P2: numbers count up and start over at pid_max, above the reserved ones", () => {
    const { world, kernel, pidNs, init } = testKernel({ pidMax: 310 });
    expect(pidIn(world, start(world, kernel), pidNs)).toBe(2);
    world.update(namespaces, pidNs, { nextPid: 309 });
    expect(pidIn(world, start(world, kernel), pidNs)).toBe(309);
    expect(pidIn(world, start(world, kernel), pidNs)).toBe(300);
    expect(processByPid(world, pidNs, 1)?.id).toBe(init);
  });

  it("P3: with every number taken, a fork is refused with EAGAIN until one is free again", () => {
    const { world, kernel, init, pidNs } = testKernel({ pidMax: 12 });
    const made = Array.from({ length: 10 }, () => start(world, kernel, { rssBytes: 0 }));
    expect(made.map((process) => pidIn(world, process, pidNs))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const spec = { kernel, parent: init, argv: ["x"], program: { kind: "idle" } } as const;
    expect(spawn(world, spec)).toMatchObject({ ok: false, refusal: { code: "EAGAIN" } });
    endProcess(world, made[4]?.id ?? 0, { code: 0 });
    expect(spawn(world, spec)).toMatchObject({ ok: false, refusal: { code: "EAGAIN" } });
    pass(world, 0);
    const again = spawn(world, spec);
    expect(again.ok && pidIn(world, again.value, pidNs)).toBe(6);
  });

  it("P4: pids.max of the group refuses with EAGAIN, and zombies count until they are reaped", () => {
    const { world, kernel } = testKernel();
    const cgroup = ensureCgroup(world, kernel, "/small").id;
    world.update(cgroups, cgroup, { pidsMax: 2 });
    const parent = start(world, kernel, { cgroup });
    const child = start(world, kernel, { parent: parent.id });
    const third = { kernel, parent: parent.id, argv: ["x"], program: { kind: "idle" } } as const;
    expect(spawn(world, third)).toMatchObject({ ok: false, refusal: { code: "EAGAIN" } });
    endProcess(world, child.id, { code: 0 });
    pass(world, 10);
    expect(spawn(world, third).ok).toBe(false);
    expect(reap(world, child.id)).toEqual({ code: 0 });
    expect(spawn(world, third).ok).toBe(true);
  });

  it("P1: a process of a zombie or of nobody is a programmer's error", () => {
    const { world, kernel } = testKernel();
    const parent = start(world, kernel);
    const child = start(world, kernel, { parent: parent.id });
    endProcess(world, child.id, { code: 0 });
    expect(() => start(world, kernel, { parent: child.id })).toThrow("has ended");
    expect(() => start(world, kernel, { parent: 123_456 })).toThrow("no process");
  });

  it("P1: a thousand processes more cost no more each", () => {
    const { world, kernel } = testKernel();
    const cost = () => {
      const before = world.written;
      endProcess(world, start(world, kernel).id, { code: 0 });
      pass(world, 1);
      return world.written - before;
    };
    const alone = cost();
    for (let at = 0; at < 1000; at++) start(world, kernel);
    expect(cost()).toBe(alone);
  });
});

describe("exit", () => {
  it("P5: a process that ends gives all back and stays as a zombie until its parent has its status", () => {
    const { world, kernel, pidNs } = testKernel();
    const parent = start(world, kernel);
    const before = freeMemory(world, kernel);
    const child = start(world, kernel, { parent: parent.id, program: { kind: "busy", threads: 1 } });
    pass(world, 5);
    expect(listen(world, child.id, "tcp", "0.0.0.0", 80).ok).toBe(true);
    endProcess(world, child.id, { code: 3 });
    pass(world, 1000);
    expect(world.get(processes, child.id)).toMatchObject({ state: "zombie", exit: { code: 3 }, job: null });
    expect(freeMemory(world, kernel)).toBe(before);
    expect(world.find(listeners, "process", child.id)).toEqual([]);
    const pid = pidIn(world, child, pidNs) ?? 0;
    expect(processByPid(world, pidNs, pid)?.id).toBe(child.id);
    expect(reap(world, child.id)).toEqual({ code: 3 });
    expect(processByPid(world, pidNs, pid)).toBeUndefined();
  });

  it("P5: ending a zombie again changes nothing, and only a zombie can be reaped", () => {
    const { world, kernel } = testKernel();
    const parent = start(world, kernel);
    const child = start(world, kernel, { parent: parent.id });
    expect(() => reap(world, child.id)).toThrow("has not ended");
    endProcess(world, child.id, { signal: SIGKILL });
    endProcess(world, child.id, { code: 0 });
    expect(reap(world, child.id)).toEqual({ signal: SIGKILL });
    expect(() => reap(world, child.id)).toThrow("no process");
    endProcess(world, child.id, { code: 0 });
  });

  it("P6: init, shells and daemons that reap do so at once; other parents leave zombies", () => {
    const { world, kernel } = testKernel();
    const shell = start(world, kernel, { program: { kind: "idle", reaps: true } });
    const careless = start(world, kernel, { program: { kind: "sleep", ms: null } });
    const children = [shell, careless].map(({ id }) => start(world, kernel, { parent: id }));
    for (const { id } of children) endProcess(world, id, { code: 0 });
    const orphan = start(world, kernel);
    endProcess(world, orphan.id, { code: 0 });
    pass(world, 0);
    expect(children.map(({ id }) => world.get(processes, id)?.state)).toEqual([undefined, "zombie"]);
    expect(world.get(processes, orphan.id)).toBeUndefined();
  });

  it("P7: who asked to be told of an end is told once, and finds the zombie even if the parent reaps at once", () => {
    const { world, kernel } = testKernel();
    const seen: unknown[] = [];
    const child = start(world, kernel, { onExit: call(ended, { who: "web" }) });
    const listener = handler(ended, (at, { who }) => seen.push([who, at.get(processes, child.id)?.exit]));
    endProcess(world, child.id, { code: 7 });
    pass(world, 10, listener);
    expect(seen).toEqual([["web", { code: 7 }]]);
    expect(world.get(processes, child.id)).toBeUndefined();
  });

  it("P7: who reaps within the call finds that nobody did it before or does it after", () => {
    const { world, kernel } = testKernel();
    const seen: unknown[] = [];
    const child = start(world, kernel, { onExit: call(ended, { who: "web" }) });
    endProcess(world, child.id, { signal: SIGKILL });
    pass(
      world,
      10,
      handler(ended, (at) => seen.push(reap(at, child.id))),
    );
    expect(seen).toEqual([{ signal: SIGKILL }]);
  });

  it("P8: exit codes are the code, or 128 and the signal's number", () => {
    expect([{ code: 0 }, { code: 255 }, { signal: 9 }, { signal: 15 }].map(exitCode)).toEqual([
      0, 255, 137, 143,
    ]);
  });
});

describe("orphans", () => {
  it("P9: an orphan is adopted by the nearest living subreaper above it, else by process 1", () => {
    const { world, kernel, init } = testKernel();
    const shim = start(world, kernel, { subreaper: true });
    const app = start(world, kernel, { parent: shim.id });
    const middle = start(world, kernel, { parent: app.id });
    const leaf = start(world, kernel, { parent: middle.id });
    endProcess(world, middle.id, { code: 0 });
    expect(world.must(processes, leaf.id).parent).toBe(shim.id);
    endProcess(world, shim.id, { signal: SIGKILL });
    expect(world.must(processes, leaf.id).parent).toBe(init);
    expect(world.must(processes, app.id).parent).toBe(init);
  });

  it("P9: a subreaper outside the pid namespace adopts nobody from inside it", () => {
    const { world, kernel } = testKernel();
    const shim = start(world, kernel, { subreaper: true });
    const first = start(world, kernel, { parent: shim.id, newNamespaces: ["pid"] });
    const middle = start(world, kernel, { parent: first.id });
    const leaf = start(world, kernel, { parent: middle.id });
    endProcess(world, middle.id, { code: 0 });
    expect(world.must(processes, leaf.id).parent).toBe(first.id);
  });

  it("P10: zombies that are adopted by somebody who reaps disappear", () => {
    const { world, kernel } = testKernel();
    const parent = start(world, kernel);
    const zombie = start(world, kernel, { parent: parent.id });
    endProcess(world, zombie.id, { code: 0 });
    endProcess(world, parent.id, { code: 0 });
    pass(world, 0);
    expect(world.get(processes, zombie.id)).toBeUndefined();
    expect(world.find(processes, "kernel", kernel)).toHaveLength(1);
  });
});

describe("process 1", () => {
  it("P11: with process 1 of a pid namespace everything in it is killed, nested namespaces too", () => {
    const { world, kernel } = testKernel();
    const shim = start(world, kernel, { subreaper: true });
    const first = start(world, kernel, { parent: shim.id, newNamespaces: ["pid"] });
    const seen: unknown[] = [];
    const child = start(world, kernel, { parent: first.id, onExit: call(ended, { who: "child" }) });
    const nested = start(world, kernel, { parent: child.id, newNamespaces: ["pid"] });
    const inNested = start(world, kernel, { parent: nested.id });
    // As `docker exec`: a child of the shim in the container's namespace.
    const entered = start(world, kernel, { parent: shim.id, ns: { pid: first.ns.pid } });
    expect(processesIn(world, first.ns.pid).map(({ id }) => id)).toEqual(
      [first, child, nested, inNested, entered].map(({ id }) => id),
    );
    endProcess(world, first.id, { code: 0 });
    pass(
      world,
      0,
      handler(ended, (_, { who }) => seen.push(who)),
    );
    expect(seen).toEqual(["child"]);
    for (const { id } of [child, nested, inNested]) expect(world.get(processes, id)).toBeUndefined();
    expect(world.get(processes, entered.id)).toMatchObject({ state: "zombie", exit: { signal: SIGKILL } });
    expect(world.get(processes, first.id)).toMatchObject({ state: "zombie", exit: { code: 0 } });
    expect(world.get(namespaces, nested.ns.pid)).toBeUndefined();
    reap(world, first.id);
    reap(world, entered.id);
    expect(world.get(namespaces, first.ns.pid)).toBeUndefined();
    expect(world.must(processes, shim.id).state).toBe("sleeping");
  });

  it("P12: nothing can be forked into a pid namespace whose process 1 has ended: ENOMEM", () => {
    const { world, kernel, init } = testKernel();
    const shim = start(world, kernel);
    const first = start(world, kernel, { parent: shim.id, newNamespaces: ["pid"] });
    endProcess(world, first.id, { code: 0 });
    const late = spawn(world, {
      kernel,
      parent: init,
      argv: ["x"],
      program: { kind: "idle" },
      ns: { pid: first.ns.pid },
    });
    expect(late).toMatchObject({ ok: false, refusal: { code: "ENOMEM" } });
  });

  it("P13: when process 1 of the whole system ends, the kernel panics", () => {
    const { world, kernel, init } = testKernel();
    endProcess(world, init, { code: 0 });
    expect(world.must(kernels, kernel).state).toBe("panicked");
  });

  it("P14: a container's init passes signals on to its first child, and ends as that one ends", () => {
    const { world, kernel } = testKernel();
    const shim = start(world, kernel);
    const tini = start(world, kernel, {
      parent: shim.id,
      program: { kind: "init", forwards: true },
      newNamespaces: ["pid"],
    });
    const main = start(world, kernel, { parent: tini.id, program: { kind: "sleep", ms: null } });
    const helper = start(world, kernel, { parent: main.id });
    expect(sendSignal(world, tini.id, SIGNALS.SIGTERM, null).ok).toBe(true);
    pass(world, 10);
    expect(world.get(processes, main.id)).toBeUndefined();
    expect(world.get(processes, helper.id)).toBeUndefined();
    expect(world.get(processes, tini.id)?.exit).toEqual({ code: 143 });
  });
});

describe("looking up", () => {
  it("P15: a process has a number in its own pid namespace and in each around it, and none elsewhere", () => {
    const { world, kernel, pidNs } = testKernel();
    const first = start(world, kernel, { newNamespaces: ["pid"] });
    const second = start(world, kernel, { parent: first.id });
    const other = start(world, kernel, { newNamespaces: ["pid"] });
    expect([first, second].map((process) => pidIn(world, process, first.ns.pid))).toEqual([1, 2]);
    expect([first, second, other].map((process) => pidIn(world, process, pidNs))).toEqual([2, 3, 4]);
    expect(pidIn(world, other, first.ns.pid)).toBeUndefined();
    expect(processByPid(world, first.ns.pid, 2)?.id).toBe(second.id);
    expect(processByPid(world, other.ns.pid, 2)).toBeUndefined();
    expect(processesIn(world, pidNs).map((process) => pidIn(world, process, pidNs))).toEqual([1, 2, 3, 4]);
    expect(processesIn(world, other.ns.pid).map(({ id }) => id)).toEqual([other.id]);
  });
});
