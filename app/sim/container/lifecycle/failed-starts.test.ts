import { describe, expect, it } from "vitest";
import { works } from "../../core/work";
import { census, engineLab, runIn, stateOf, storyOf, theContainer } from "../../testing/engine";
import { isStarting } from "./starting";

const box = { machine: "box" };

describe("starts that fail", () => {
  it("E19: a program that is not there: 127, and the container stays as created with Docker's words", () => {
    const lab = engineLab();
    runIn(lab, "warm");
    const before = census(lab);
    runIn(lab, "none", { command: ["foo"] });
    expect(stateOf(lab, "none")).toBe("created 127");
    expect(theContainer(lab, "none").error).toBe(
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "foo": executable file not found in $PATH: unknown',
    );
    expect(storyOf(lab, "box/container/none")).toEqual(["created", "start-failed"]);
    lab.act({ do: "removeContainer", ...box, container: "none" });
    expect(census(lab)).toEqual(before);
  });

  it("E19: a path that is not there: 127; a file that cannot be run: 126", () => {
    const lab = engineLab();
    runIn(lab, "path", { command: ["/no/such"] });
    expect(stateOf(lab, "path")).toBe("created 127");
    expect(theContainer(lab, "path").error).toMatch(/exec: "\/no\/such": stat \/no\/such: no such file/);
    runIn(lab, "dir", { command: ["/etc"] });
    expect(stateOf(lab, "dir")).toBe("created 126");
    expect(theContainer(lab, "dir").error).toMatch(/exec: "\/etc": .*permission denied/);
  });

  it("E19: a user that the image does not have", () => {
    const lab = engineLab();
    runIn(lab, "who", { user: "nosuch" });
    expect(theContainer(lab, "who").error).toBe(
      "unable to find user nosuch: no matching entries in passwd file",
    );
    expect(stateOf(lab, "who")).toBe("created 128");
  });

  it("E19: a working directory that is a file", () => {
    const lab = engineLab();
    runIn(lab, "file", { workdir: "/bin/busybox" });
    expect(theContainer(lab, "file").error).toBe("Cannot mkdir: /bin/busybox is not a directory");
  });

  it("E22: a published port that is taken: 128, and everything is taken back", () => {
    const lab = engineLab();
    runIn(lab, "first", { ports: ["8080:80"] });
    const before = census(lab);
    runIn(lab, "second", { ports: ["8080:80"] });
    expect(stateOf(lab, "second")).toBe("created 128");
    expect(theContainer(lab, "second").error).toMatch(
      /^driver failed programming external connectivity on endpoint second.*Bind for 0\.0\.0\.0:8080 failed: port is already allocated$/,
    );
    lab.act({ do: "removeContainer", ...box, container: "second" });
    expect(census(lab)).toEqual(before);
  });

  it("E22: a network that is not there", () => {
    const lab = engineLab();
    runIn(lab, "lost", { network: "nosuch" });
    expect(theContainer(lab, "lost").error).toBe("network nosuch not found");
  });

  it("E22: with --rm, a container that cannot start is removed", () => {
    const lab = engineLab();
    runIn(lab, "gone", { command: ["foo"], autoRemove: true });
    expect(() => theContainer(lab, "gone")).toThrow();
    expect(storyOf(lab, "box/container/gone")).toEqual(["created", "start-failed", "removed"]);
  });
});

describe("starts that are given up", () => {
  it.each([1, 10, 18, 25, 30, 36, 45, 49])(
    "E23: removed by force after %i ms, it leaves nothing behind",
    (ms) => {
      const lab = engineLab();
      runIn(lab, "keep");
      const before = census(lab);
      lab.begin({
        do: "runContainer",
        ...box,
        image: "alpine",
        command: ["sleep", "9"],
        name: "brief",
        ports: ["80"],
      });
      lab.pass(ms);
      lab.begin({ do: "removeContainer", ...box, container: "brief", force: true });
      lab.pass(100);
      expect(() => theContainer(lab, "brief")).toThrow();
      expect(census(lab)).toEqual(before);
    },
  );

  it.each([3, 12, 20, 28, 40])("E23: stopped after %i ms, it is as it was before", (ms) => {
    const lab = engineLab();
    runIn(lab, "warm");
    lab.act({ do: "createContainer", ...box, image: "alpine", command: ["sleep", "9"], name: "brief" });
    const before = census(lab);
    lab.begin({ do: "startContainer", ...box, container: "brief" });
    lab.pass(ms);
    expect(isStarting(lab.world, theContainer(lab, "brief"))).toBe(true);
    lab.begin({ do: "stopContainer", ...box, container: "brief" });
    lab.pass(100);
    expect(stateOf(lab, "brief")).toBe("created");
    expect(lab.world.count(works)).toBe(0);
    const { endpoint: _, ...rest } = census(lab);
    const { endpoint: __, ...was } = before;
    expect(rest).toEqual(was);
    lab.act({ do: "startContainer", ...box, container: "brief" });
    expect(stateOf(lab, "brief")).toBe("running");
  });

  it("E23: a daemon that crashes in the middle takes the start with it", () => {
    const lab = engineLab();
    lab.begin({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "9"], name: "brief" });
    lab.pass(30);
    lab.begin({ do: "crashEngine", ...box });
    lab.pass(100);
    expect(stateOf(lab, "brief")).toBe("created");
    expect(lab.world.count(works)).toBe(0);
    lab.act({ do: "startEngine", ...box });
    expect(stateOf(lab, "brief")).toBe("created");
  });
});
