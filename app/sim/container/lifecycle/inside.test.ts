import { describe, expect, it } from "vitest";
import type { Command } from "../../commands/all";
import { mkdir, remove, writeFile } from "../../kernel/files/change";
import { readFile } from "../../kernel/files/read";
import { viewOf } from "../../kernel/files/view";
import { write } from "../../kernel/output";
import { endProcess } from "../../kernel/process/exit";
import { processes } from "../../kernel/process/table";
import { engineLab, engineNow, type Lab, stateOf, theContainer } from "../../testing/engine";
import { containers } from "../tables";
import { copyOutOf } from "./copying";
import { type Exec, execs } from "./exec-table";
import { diffOf, logsOf, sizeOf, statsOf } from "./looking";

const MIB = 1024 * 1024;
const box = { machine: "box" };
const run = (lab: Lab, name: string, options: Partial<Extract<Command, { do: "runContainer" }>> = {}) =>
  lab.act({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "1000"], name, ...options });
const first = (lab: Lab, name: string) => lab.world.must(processes, theContainer(lab, name).process ?? 0);

describe("further processes in a container", () => {
  it("E62: share its namespaces, group, environment, directory and user; they are children of the shim", () => {
    const lab = engineLab();
    run(lab, "app", { env: { A: "1" }, workdir: "/tmp", user: "7:8" });
    const exec = lab.act({
      do: "execInContainer",
      ...box,
      container: "app",
      command: ["sleep", "9"],
      env: { B: "2" },
    }) as Exec;
    const main = first(lab, "app");
    const added = lab.world.must(processes, exec.process);
    expect(added).toMatchObject({
      ns: main.ns,
      cgroup: main.cgroup,
      cwd: "/tmp",
      uid: 7,
      gid: 8,
      parent: main.parent,
      layer: main.layer,
    });
    expect(added.env).toEqual({ ...main.env, B: "2" });
    expect(added.pids.at(-1)?.pid).toBe(2);
  });

  it("E62: can have another user, directory and all capabilities", () => {
    const lab = engineLab();
    run(lab, "app", { user: "7" });
    const exec = lab.act({
      do: "execInContainer",
      ...box,
      container: "app",
      command: ["sleep", "9"],
      user: "root",
      workdir: "/etc",
      privileged: true,
    }) as Exec;
    expect(lab.world.must(processes, exec.process)).toMatchObject({
      uid: 0,
      cwd: "/etc",
      capabilities: "000001ffffffffff",
    });
  });

  it("E63: their end is kept, and the container goes on", () => {
    const lab = engineLab();
    run(lab, "app");
    const exec = lab.act({
      do: "execInContainer",
      ...box,
      container: "app",
      command: ["sleep", "2"],
    }) as Exec;
    expect(lab.world.must(execs, exec.id).exit).toBeNull();
    lab.pass(2_000);
    expect(lab.world.must(execs, exec.id).exit).toEqual({ code: 0 });
    expect(lab.world.get(processes, exec.process)).toBeUndefined();
    expect(stateOf(lab, "app")).toBe("running");
  });

  it("E63: refused in the daemon's words", () => {
    const lab = engineLab();
    run(lab, "app", { pidsLimit: 1 });
    const exec = { do: "execInContainer", ...box, container: "app" } as const;
    expect(lab.refused({ ...exec, command: ["foo"] })).toMatchObject({
      code: "ENOENT",
      what: 'OCI runtime exec failed: exec failed: unable to start container process: exec: "foo": executable file not found in $PATH: unknown',
    });
    expect(lab.refused({ ...exec, command: ["sh"], user: "who" }).code).toBe("no-user");
    expect(lab.refused({ ...exec, command: ["sh"], workdir: "/none" }).code).toBe("ENOENT");
    expect(lab.refused({ ...exec, command: ["sh"] }).code).toBe("EAGAIN");
    lab.act({ do: "killContainer", ...box, container: "app" });
    expect(lab.refused({ ...exec, command: ["sh"] }).what).toBe(
      `container ${theContainer(lab, "app").containerId} is not running`,
    );
  });
});

describe("a container whose shim was killed", () => {
  it("E63: runs on to its end, and nothing can be added to it", () => {
    const lab = engineLab();
    run(lab, "app", { command: ["sleep", "60"] });
    endProcess(lab.world, theContainer(lab, "app").shim ?? 0, { signal: 9 });
    lab.pass(1_000);
    const exec = { do: "execInContainer" as const, ...box, container: "app", command: ["sh"] };
    expect(lab.refused(exec).code).toBe("no-shim");
    lab.pass(60_000);
    expect(stateOf(lab, "app")).toBe("exited 0");
  });
});

describe("looking at a container", () => {
  it("E64: what it uses comes from its control group", () => {
    const lab = engineLab();
    run(lab, "app", { memory: 64 * MIB });
    run(lab, "free");
    const stats = statsOf(lab.world, theContainer(lab, "app"));
    expect(stats).toMatchObject({ memoryLimitBytes: 64 * MIB, pids: 1, cpus: 0 });
    expect(stats.memoryBytes).toBeGreaterThan(0);
    expect(statsOf(lab.world, theContainer(lab, "free")).memoryLimitBytes).toBeGreaterThan(64 * MIB);
    lab.act({ do: "killContainer", ...box, container: "app" });
    expect(statsOf(lab.world, theContainer(lab, "app"))).toEqual({
      memoryBytes: 0,
      memoryLimitBytes: 0,
      cpus: 0,
      cpuUs: 0,
      pids: 0,
    });
  });

  it("E65: what it printed stays when it has ended, and is added to when it runs again", () => {
    const lab = engineLab(["hello-world"]);
    run(lab, "hi", { image: "hello-world", command: [] });
    lab.pass(1_000);
    expect(stateOf(lab, "hi")).toBe("exited 0");
    const printed = logsOf(lab.world, theContainer(lab, "hi")).length;
    expect(printed).toBeGreaterThan(0);
    lab.act({ do: "startContainer", ...box, container: "hi" });
    lab.pass(1_000);
    expect(logsOf(lab.world, theContainer(lab, "hi"))).toHaveLength(printed * 2);
    write(lab.world, theContainer(lab, "hi").output, 2, "more");
    expect(logsOf(lab.world, theContainer(lab, "hi")).at(-1)).toMatchObject({ fd: 2, text: "more" });
  });

  it("E66: what it changed is listed as added, changed or deleted, and outlives a restart", () => {
    const lab = engineLab();
    run(lab, "app");
    expect(diffOf(lab.world, theContainer(lab, "app"))).toEqual([]);
    const view = viewOf(lab.world, first(lab, "app"));
    mkdir(lab.world, view, "/srv/new");
    writeFile(lab.world, view, "/srv/new/file", "hello");
    remove(lab.world, view, "/etc/passwd");
    const changes = [
      { kind: "C", path: "/etc" },
      { kind: "D", path: "/etc/passwd" },
      { kind: "C", path: "/srv" },
      { kind: "A", path: "/srv/new" },
      { kind: "A", path: "/srv/new/file" },
    ];
    expect(diffOf(lab.world, theContainer(lab, "app"))).toEqual(changes);
    expect(sizeOf(lab.world, theContainer(lab, "app"))).toBe(5);
    lab.act({ do: "restartContainer", ...box, container: "app", timeout: 0 });
    lab.pass(1_000);
    expect(diffOf(lab.world, theContainer(lab, "app"))).toEqual(changes);
    expect(readFile(lab.world, viewOf(lab.world, first(lab, "app")), "/srv/new/file")).toEqual({
      ok: true,
      value: "hello",
    });
  });

  it("E66: two containers of one image do not see each other's changes", () => {
    const lab = engineLab();
    run(lab, "one");
    run(lab, "two");
    writeFile(lab.world, viewOf(lab.world, first(lab, "one")), "/etc/hello", "1");
    expect(readFile(lab.world, viewOf(lab.world, first(lab, "two")), "/etc/hello").ok).toBe(false);
    expect(diffOf(lab.world, theContainer(lab, "two"))).toEqual([]);
  });
});

describe("copying", () => {
  it.each(["running", "stopped"])("E67: into and out of a container that is %s", (state) => {
    const lab = engineLab();
    run(lab, "app");
    if (state === "stopped") lab.act({ do: "killContainer", ...box, container: "app" });
    lab.act({ do: "copyToContainer", ...box, container: "app", path: "/tmp", name: "note", content: "hi" });
    lab.act({ do: "copyToContainer", ...box, container: "app", path: "/tmp/other", content: "there" });
    const read = (path: string) => copyOutOf(lab.world, engineNow(lab), theContainer(lab, "app"), path);
    expect(read("/tmp/note")).toEqual({ ok: true, value: "hi" });
    expect(read("/tmp/other")).toEqual({ ok: true, value: "there" });
    expect(read("/nosuch")).toMatchObject({
      refusal: { what: "Could not find the file /nosuch in container app" },
    });
    expect(diffOf(lab.world, theContainer(lab, "app"))).toContainEqual({ kind: "A", path: "/tmp/note" });
    expect(lab.world.count(containers)).toBe(1);
  });

  it("E67: a place that is not there is refused", () => {
    const lab = engineLab();
    run(lab, "app");
    const copy = { do: "copyToContainer", ...box, container: "app", content: "x" } as const;
    expect(lab.refused({ ...copy, path: "/no/where/file" }).code).toBe("ENOENT");
  });
});
