import { describe, expect, it } from "vitest";
import type { Command } from "../../commands/all";
import { cgroups } from "../../kernel/cgroup/table";
import { takeMemory } from "../../kernel/memory/take";
import { netInterfaces } from "../../kernel/net/tables";
import { endProcess } from "../../kernel/process/exit";
import { processes } from "../../kernel/process/table";
import { containerNow, engineLab, type Lab, stateOf, storyOf, theContainer } from "../../testing/engine";
import { volumes } from "../tables";

const MIB = 1024 * 1024;
const box = { machine: "box" };
type Options = Partial<Extract<Command, { do: "runContainer" }>>;
const run = (lab: Lab, name: string, options: Options = {}) =>
  lab.act({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "1000"], name, ...options });
const first = (lab: Lab, name: string) => theContainer(lab, name).process ?? 0;

/** A container's first process ends with this code, at once. */
function end(lab: Lab, name: string, code: number): void {
  endProcess(lab.world, first(lab, name), { code });
  lab.pass(0);
}

describe("ends", () => {
  it("E40: a container ends when its first process does, with its code; nothing of it stays in memory", () => {
    const lab = engineLab();
    const cables = () => lab.world.all(netInterfaces).filter(({ kind }) => kind === "veth").length;
    const before = cables();
    run(lab, "short", { command: ["sleep", "5"] });
    const { cgroup, shim } = theContainer(lab, "short");
    lab.pass(5_000);
    expect(theContainer(lab, "short")).toMatchObject({
      process: null,
      shim: null,
      cgroup: null,
      oomKilled: false,
    });
    expect(stateOf(lab, "short")).toBe("exited 0");
    const { startedAt, finishedAt } = theContainer(lab, "short");
    expect((finishedAt ?? 0) - (startedAt ?? 0)).toBeCloseTo(5_000);
    expect(lab.world.get(cgroups, cgroup ?? 0)).toBeUndefined();
    expect(lab.world.get(processes, shim ?? 0)).toBeUndefined();
    expect(cables()).toBe(before);
    expect(storyOf(lab, "box/container/short")).toEqual(["created", "started", "exited"]);
  });

  it.each([
    [0, "exited 0"],
    [3, "exited 3"],
  ])("E40: code %i", (code, state) => {
    const lab = engineLab();
    run(lab, "app");
    end(lab, "app", code);
    expect(stateOf(lab, "app")).toBe(state);
  });

  it("E41: the end of the first process is the end of all others in the container", () => {
    const lab = engineLab();
    run(lab, "app");
    lab.act({ do: "execInContainer", ...box, container: "app", command: ["sleep", "500"] });
    const { cgroup } = theContainer(lab, "app");
    expect(lab.world.find(processes, "cgroup", cgroup ?? 0)).toHaveLength(2);
    end(lab, "app", 0);
    expect(lab.world.find(processes, "cgroup", cgroup ?? 0)).toEqual([]);
  });

  it("E42: out of memory in its group, its first process is killed: 137, and the flag is set", () => {
    const lab = engineLab();
    run(lab, "hog", { memory: 64 * MIB });
    takeMemory(lab.world, first(lab, "hog"), 200 * MIB);
    lab.pass(0);
    expect(stateOf(lab, "hog")).toBe("exited 137");
    expect(theContainer(lab, "hog").oomKilled).toBe(true);
    expect(storyOf(lab, "box/container/hog")).toContain("oom-killed");
    lab.act({ do: "startContainer", ...box, container: "hog" });
    expect(theContainer(lab, "hog")).toMatchObject({ oomKilled: false, exit: null, state: "running" });
  });

  it("E42: killed by hand it is 137 without the flag", () => {
    const lab = engineLab();
    run(lab, "app", { memory: 64 * MIB });
    lab.act({ do: "killContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("exited 137");
    expect(theContainer(lab, "app").oomKilled).toBe(false);
  });

  it("E42: a child that is killed for memory leaves the container running", () => {
    const lab = engineLab();
    run(lab, "app", { memory: 64 * MIB });
    const exec = lab.act({ do: "execInContainer", ...box, container: "app", command: ["sleep", "500"] });
    takeMemory(lab.world, (exec as { process: number }).process, 200 * MIB);
    lab.pass(0);
    expect(stateOf(lab, "app")).toBe("running");
  });

  it("E43: with --rm a container goes when it ends, with its anonymous volumes", () => {
    const lab = engineLab();
    run(lab, "brief", { autoRemove: true, mounts: ["/cache", "kept:/data"] });
    expect(lab.world.count(volumes)).toBe(2);
    end(lab, "brief", 0);
    expect(containerNow(lab, "brief")).toBeUndefined();
    expect(lab.world.all(volumes).map(({ name }) => name)).toEqual(["kept"]);
  });
});

describe("restart policies", () => {
  /** Lets the app end with `code` again and again; the waits before each restart, ms. */
  function waits(lab: Lab, name: string, code: number, times: number): number[] {
    const found: number[] = [];
    for (let nth = 0; nth < times; nth++) {
      end(lab, name, code);
      const { finishedAt, state } = theContainer(lab, name);
      if (state !== "restarting") break;
      while (theContainer(lab, name).state !== "running") lab.pass(1);
      const { startedAt } = theContainer(lab, name);
      found.push(Math.floor(((startedAt ?? 0) - (finishedAt ?? 0)) / 100) * 100);
    }
    return found;
  }

  it("E44: by always it starts again, after 100 ms, then twice as long each time, up to a minute", () => {
    const lab = engineLab();
    run(lab, "app", { restart: "always" });
    expect(waits(lab, "app", 0, 12)).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000,
    ]);
    expect(theContainer(lab, "app").restarts).toBe(12);
  });

  it("E44: after ten seconds of running the waits begin anew", () => {
    const lab = engineLab();
    run(lab, "app", { restart: "always" });
    expect(waits(lab, "app", 1, 3)).toEqual([100, 200, 400]);
    lab.pass(10_000);
    expect(waits(lab, "app", 1, 2)).toEqual([100, 200]);
  });

  it("E45: by on-failure only after a code other than 0, and only so many times", () => {
    const lab = engineLab();
    run(lab, "app", { restart: "on-failure:3" });
    expect(waits(lab, "app", 1, 5)).toHaveLength(3);
    expect(stateOf(lab, "app")).toBe("exited 1");
    run(lab, "fine", { restart: "on-failure" });
    expect(waits(lab, "fine", 0, 1)).toEqual([]);
    expect(stateOf(lab, "fine")).toBe("exited 0");
  });

  it("E45: without a policy it rests", () => {
    const lab = engineLab();
    run(lab, "app");
    expect(waits(lab, "app", 1, 1)).toEqual([]);
  });

  it.each(["always", "unless-stopped", "on-failure"])(
    "E46: by %s not when a person stopped or killed it",
    (restart) => {
      const lab = engineLab();
      for (const stop of ["stopContainer", "killContainer"] as const) {
        run(lab, stop, { restart });
        lab.act({ do: stop, ...box, container: stop });
        lab.pass(15_000);
        expect(stateOf(lab, stop)).toMatch(/^exited 1(37|43)$/);
      }
    },
  );

  it("E47: while it waits, stopping ends the wait, starting starts it at once, removing wants force", () => {
    const lab = engineLab();
    run(lab, "app", { restart: "always" });
    waits(lab, "app", 1, 5);
    end(lab, "app", 1);
    expect(stateOf(lab, "app")).toBe("restarting 1");
    expect(lab.refused({ do: "removeContainer", ...box, container: "app" }).code).toBe("running");
    lab.act({ do: "startContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("running");
    end(lab, "app", 1);
    lab.act({ do: "stopContainer", ...box, container: "app" });
    lab.pass(100_000);
    expect(stateOf(lab, "app")).toBe("exited 1");
  });
});
