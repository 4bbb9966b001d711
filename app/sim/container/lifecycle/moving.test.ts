import { describe, expect, it } from "vitest";
import type { CommandInput } from "../../commands/all";
import { writeFile } from "../../kernel/files/change";
import { fileTrees } from "../../kernel/files/tables";
import { viewOf } from "../../kernel/files/view";
import { processes } from "../../kernel/process/table";
import { machines } from "../../machine/tables";
import { containerNow, engineLab, type Lab, stateOf, storyOf, theContainer } from "../../testing/engine";
import { diffOf } from "./looking";

const box = { machine: "box" };
const move: CommandInput = { do: "migrateContainer", ...box, container: "app", to: "other" };

function twoHosts(os = "ubuntu-24.04", arch: "x86_64" | "arm64" = "x86_64"): Lab {
  const lab = engineLab(["alpine"]);
  lab.act({ do: "addMachine", name: "other", preset: "server", os, arch });
  lab.act({ do: "powerOn", machine: "other" });
  if (!os.startsWith("windows")) lab.act({ do: "installEngine", machine: "other" });
  lab.act({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "9999"], name: "app" });
  return lab;
}

describe("moving to another machine", () => {
  it("E70: a start that is under way is given up for it", () => {
    const lab = twoHosts();
    lab.act({ do: "killContainer", ...box, container: "app" });
    lab.begin({ do: "startContainer", ...box, container: "app" });
    lab.begin(move);
    lab.pass(60_000);
    expect(containerNow(lab, "app")).toBeUndefined();
    expect(stateOf(lab, "app", "other")).toBe("running");
  });

  it("E70: stopped here, sent with its image and its changes, started there, removed here", () => {
    const lab = twoHosts();
    const first = lab.world.must(processes, theContainer(lab, "app").process ?? 0);
    writeFile(lab.world, viewOf(lab.world, first), "/root/notes", "kept");
    lab.begin(move);
    lab.pass(60_000);
    expect(containerNow(lab, "app")).toBeUndefined();
    const there = theContainer(lab, "app", "other");
    expect(stateOf(lab, "app", "other")).toBe("running");
    expect(there.layer).toBe("other/container/app");
    expect(diffOf(lab.world, there)).toEqual([
      { kind: "C", path: "/root" },
      { kind: "A", path: "/root/notes" },
    ]);
    const { disk } = lab.world.first(machines, "name", "other") ?? {};
    expect(lab.world.first(fileTrees, "root", there.upper)).toMatchObject({ disk, paidBytes: 4 });
    expect(storyOf(lab, "other/container/app")).toEqual(["moved", "started"]);
  });

  it("E70: one that does not run moves without being started", () => {
    const lab = twoHosts();
    lab.act({ do: "killContainer", ...box, container: "app" });
    lab.act(move);
    lab.pass(1_000);
    expect(stateOf(lab, "app", "other")).toBe("exited 137");
    expect(containerNow(lab, "app")).toBeUndefined();
  });

  it("E71: refused where the kernel there is not compatible", () => {
    const lab = twoHosts("debian-13", "arm64");
    expect(lab.refused(move)).toMatchObject({ code: "wrong-arch", wayOut: expect.any(String) });
    expect(stateOf(lab, "app")).toBe("running");
  });

  it("E71: refused without an engine there, to where it is, onto a taken name, with data beside it", () => {
    const lab = twoHosts();
    expect(lab.refused({ ...move, to: "box" }).code).toBe("same-engine");
    lab.act({ do: "pullImage", machine: "other", image: "alpine" });
    lab.act({ do: "createContainer", machine: "other", image: "alpine", name: "app" });
    expect(lab.refused(move).code).toBe("name-taken");
    lab.act({ do: "removeContainer", machine: "other", container: "app" });
    lab.act({
      do: "runContainer",
      ...box,
      image: "alpine",
      command: ["sleep", "9"],
      name: "db",
      mounts: ["data:/data"],
    });
    expect(lab.refused({ ...move, container: "db" }).code).toBe("has-mounts");
    lab.act({ do: "createNetwork", ...box, name: "mine" });
    lab.act({
      do: "runContainer",
      ...box,
      image: "alpine",
      command: ["sleep", "9"],
      name: "net",
      network: "mine",
    });
    expect(lab.refused({ ...move, container: "net" }).code).toBe("no-network");
    lab.act({ do: "stopEngine", machine: "other" });
    expect(lab.refused(move).code).toBe("no-daemon");
  });

  it("E72: where the engine there goes away in the meantime, it stays where it is", () => {
    const lab = twoHosts();
    lab.begin({ do: "stopContainer", ...box, container: "app", timeout: 0 });
    lab.pass(10);
    lab.begin(move);
    lab.begin({ do: "crashEngine", machine: "other" });
    lab.pass(60_000);
    expect(stateOf(lab, "app")).toBe("exited 137");
    expect(storyOf(lab, "box/container/app")).toContain("move-failed");
    lab.act({ do: "startContainer", ...box, container: "app" });
    expect(stateOf(lab, "app")).toBe("running");
  });
});
