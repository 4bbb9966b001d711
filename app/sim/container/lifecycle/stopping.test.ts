import { describe, expect, it } from "vitest";
import type { Command } from "../../commands/all";
import { processes } from "../../kernel/process/table";
import { containerNow, engineLab, type Lab, stateOf, storyOf, theContainer } from "../../testing/engine";
import { volumes } from "../tables";

const box = { machine: "box" };
type Options = Partial<Extract<Command, { do: "runContainer" }>>;
const run = (lab: Lab, name: string, options: Options = {}) =>
  lab.act({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "1000"], name, ...options });

describe("stopping", () => {
  it("E50: a process 1 that handles no SIGTERM is killed after ten seconds: 137", () => {
    const lab = engineLab();
    run(lab, "app");
    lab.begin({ do: "stopContainer", ...box, container: "app" });
    lab.pass(9_999);
    expect(stateOf(lab, "app")).toBe("running");
    lab.pass(1);
    expect(stateOf(lab, "app")).toBe("exited 137");
    expect(storyOf(lab, "box/container/app")).toEqual(["created", "started", "killed", "exited"]);
  });

  it("E50: the time of grace can be given, with the container or with the request", () => {
    const lab = engineLab();
    run(lab, "one", { stopTimeout: 2_000 });
    lab.begin({ do: "stopContainer", ...box, container: "one" });
    lab.pass(2_000);
    expect(stateOf(lab, "one")).toBe("exited 137");
    run(lab, "two");
    lab.begin({ do: "stopContainer", ...box, container: "two", timeout: 0 });
    lab.pass(0);
    expect(stateOf(lab, "two")).toBe("exited 137");
  });

  it("E51: a program that handles its image's stop signal ends at once with 0", () => {
    const lab = engineLab(["nginx"]);
    run(lab, "web", { image: "nginx", command: [] });
    lab.pass(1_000);
    lab.begin({ do: "stopContainer", ...box, container: "web" });
    lab.pass(100);
    expect(stateOf(lab, "web")).toBe("exited 0");
    expect(theContainer(lab, "web").stoppedByHand).toBe(true);
  });

  it("E52: stopping one that does not run succeeds and changes nothing but who wanted it", () => {
    const lab = engineLab();
    lab.act({ do: "createContainer", ...box, image: "alpine", name: "idle" });
    lab.act({ do: "stopContainer", ...box, container: "idle" });
    expect(stateOf(lab, "idle")).toBe("created");
  });

  it("E53: restarting stops and starts; one that does not run is started", () => {
    const lab = engineLab();
    run(lab, "app");
    const { startedAt } = theContainer(lab, "app");
    lab.begin({ do: "restartContainer", ...box, container: "app" });
    lab.pass(11_000);
    expect(stateOf(lab, "app")).toBe("running");
    expect((theContainer(lab, "app").startedAt ?? 0) - (startedAt ?? 0)).toBeGreaterThanOrEqual(10_000);
    lab.act({ do: "killContainer", ...box, container: "app" });
    lab.act({ do: "restartContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("running");
  });

  it("E53: the time of grace of an earlier run does not kill a later one", () => {
    const lab = engineLab();
    run(lab, "app");
    lab.begin({ do: "stopContainer", ...box, container: "app" });
    lab.act({ do: "killContainer", ...box, container: "app" });
    lab.act({ do: "startContainer", ...box, container: "app" });
    lab.pass(60_000);
    expect(stateOf(lab, "app")).toBe("running");
  });
});

describe("signals", () => {
  it("E54: a signal that the first process ignores does nothing, SIGKILL ends it", () => {
    const lab = engineLab();
    run(lab, "app");
    lab.act({ do: "killContainer", ...box, container: "app", signal: "SIGHUP" });
    expect(stateOf(lab, "app")).toBe("running");
    lab.act({ do: "killContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("exited 137");
  });

  it("E54: refused in the daemon's words", () => {
    const lab = engineLab();
    run(lab, "app");
    expect(lab.refused({ do: "killContainer", ...box, container: "app", signal: "NOSUCH" }).what).toBe(
      "cannot kill container: app: invalid signal: NOSUCH",
    );
    expect(lab.refused({ do: "killContainer", ...box, container: "none" }).what).toBe(
      "cannot kill container: none: No such container: none",
    );
    lab.act({ do: "killContainer", ...box, container: "app" });
    const { containerId } = theContainer(lab, "app");
    expect(lab.refused({ do: "killContainer", ...box, container: "app" }).what).toBe(
      `cannot kill container: app: container ${containerId} is not running`,
    );
  });
});

describe("pausing", () => {
  it("E55: a paused container stands still, and goes on where it was", () => {
    const lab = engineLab();
    run(lab, "app", { command: ["sleep", "5"] });
    lab.pass(2_000);
    lab.act({ do: "pauseContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("paused");
    lab.pass(60_000);
    expect(stateOf(lab, "app")).toBe("paused");
    lab.act({ do: "unpauseContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("running");
    lab.pass(5_000);
    expect(stateOf(lab, "app")).toBe("exited 0");
  });

  it("E55: refused in the daemon's words", () => {
    const lab = engineLab();
    run(lab, "app");
    const { containerId } = theContainer(lab, "app");
    expect(lab.refused({ do: "unpauseContainer", ...box, container: "app" }).what).toBe(
      `Container ${containerId} is not paused`,
    );
    lab.act({ do: "pauseContainer", ...box, container: "app" });
    expect(lab.refused({ do: "pauseContainer", ...box, container: "app" }).what).toBe(
      `Container ${containerId} is already paused`,
    );
    expect(lab.refused({ do: "execInContainer", ...box, container: "app", command: ["ls"] }).what).toBe(
      "Container app is paused, unpause the container before exec",
    );
    lab.act({ do: "killContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("exited 137");
    expect(lab.refused({ do: "pauseContainer", ...box, container: "app" }).what).toBe(
      `container ${containerId} is not running`,
    );
  });

  it("E55: stopping a paused container lets it go on to end", () => {
    const lab = engineLab(["nginx"]);
    run(lab, "web", { image: "nginx", command: [] });
    lab.pass(1_000);
    lab.act({ do: "pauseContainer", ...box, container: "web" });
    lab.begin({ do: "stopContainer", ...box, container: "web" });
    lab.pass(100);
    expect(stateOf(lab, "web")).toBe("exited 0");
  });
});

describe("removing", () => {
  it("E56: one that runs is refused, by force it is killed first", () => {
    const lab = engineLab();
    run(lab, "app", { mounts: ["/cache"] });
    expect(lab.refused({ do: "removeContainer", ...box, container: "app" })).toMatchObject({
      code: "running",
      what: 'cannot remove container "/app": container is running: stop the container before removing or force remove',
    });
    lab.act({ do: "pauseContainer", ...box, container: "app" });
    expect(lab.refused({ do: "removeContainer", ...box, container: "app" }).what).toBe(
      'cannot remove container "/app": container is paused: unpause and then stop the container before removing or force remove',
    );
    const first = theContainer(lab, "app").process ?? 0;
    lab.act({ do: "removeContainer", ...box, container: "app", force: true });
    expect(containerNow(lab, "app")).toBeUndefined();
    expect(lab.world.get(processes, first)).toBeUndefined();
    expect(lab.world.count(volumes)).toBe(1);
  });

  it("E56: its anonymous volumes go with it when that is asked for", () => {
    const lab = engineLab();
    run(lab, "app", { mounts: ["/cache", "kept:/data"] });
    lab.act({ do: "killContainer", ...box, container: "app" });
    lab.act({ do: "removeContainer", ...box, container: "app", volumes: true });
    expect(lab.world.all(volumes).map(({ name }) => name)).toEqual(["kept"]);
  });

  it("E57: pruning removes what neither runs nor waits", () => {
    const lab = engineLab();
    for (const name of ["up", "down", "wait"])
      run(lab, name, name === "wait" ? { restart: "always", command: ["false"] } : {});
    lab.act({ do: "killContainer", ...box, container: "down" });
    lab.act({ do: "createContainer", ...box, image: "alpine", name: "fresh" });
    const ids = ["down", "fresh"].map((name) => theContainer(lab, name).containerId);
    expect(lab.begin({ do: "pruneContainers", ...box })).toEqual({ removed: ids, bytes: 0 });
    expect(["up", "down", "wait", "fresh"].filter((name) => containerNow(lab, name))).toEqual(["up", "wait"]);
  });
});
