import { describe, expect, it } from "vitest";
import { mkdir, writeFile } from "../../kernel/files/change";
import { mountsOf } from "../../kernel/files/mounts";
import { readFile } from "../../kernel/files/read";
import { fileSystems, mounts } from "../../kernel/files/tables";
import { kernelView } from "../../kernel/files/view";
import { engineLab, insideOf, runIn, stateOf, theContainer } from "../../testing/engine";
import { diffOf } from "./looking";

const box = { machine: "box" };

describe("what is mounted into a container", () => {
  it("E25: a volume outlives its containers and is shared by them", () => {
    const lab = engineLab();
    runIn(lab, "one", { mounts: ["data:/data"] });
    expect(writeFile(lab.world, insideOf(lab, "one").view, "/data/note", "kept").ok).toBe(true);
    runIn(lab, "two", { mounts: ["data:/else:ro"] });
    const { view } = insideOf(lab, "two");
    expect(readFile(lab.world, view, "/else/note")).toEqual({ ok: true, value: "kept" });
    expect(writeFile(lab.world, view, "/else/note", "x")).toMatchObject({ refusal: { code: "EROFS" } });
    for (const container of ["one", "two"])
      lab.act({ do: "removeContainer", ...box, container, force: true });
    runIn(lab, "three", { mounts: ["data:/data"] });
    expect(readFile(lab.world, insideOf(lab, "three").view, "/data/note")).toEqual({
      ok: true,
      value: "kept",
    });
    expect(diffOf(lab.world, theContainer(lab, "three")).map(({ path }) => path)).not.toContain("/data/note");
  });

  it("E25: a directory of the host is made where it is missing, and both sides see the same files", () => {
    const lab = engineLab();
    runIn(lab, "app", { mounts: ["/srv/site:/site"] });
    const { init, view } = insideOf(lab, "app");
    const host = kernelView(lab.world, init.ns.mnt);
    expect(writeFile(lab.world, host, "/srv/site/index.html", "from the host").ok).toBe(true);
    expect(readFile(lab.world, view, "/site/index.html")).toEqual({ ok: true, value: "from the host" });
    expect(writeFile(lab.world, view, "/site/log", "from inside").ok).toBe(true);
    expect(readFile(lab.world, host, "/srv/site/log")).toEqual({ ok: true, value: "from inside" });
  });

  it("E7: the long form is taken where its source exists", () => {
    const lab = engineLab();
    runIn(lab, "warm");
    mkdir(lab.world, kernelView(lab.world, insideOf(lab, "warm").init.ns.mnt), "/srv/there", {
      parents: true,
    });
    runIn(lab, "app", { mounts: [{ kind: "bind", source: "/srv/there", target: "/x", readOnly: true }] });
    expect(stateOf(lab, "app")).toBe("running");
    const bound = mountsOf(lab.world, insideOf(lab, "app").first.ns.mnt).find(({ path }) => path === "/x");
    expect(bound).toMatchObject({ readOnly: true });
  });

  it("E25: memory that is mounted forgets with the container's end", () => {
    const lab = engineLab();
    runIn(lab, "app", { mounts: [{ kind: "tmpfs", target: "/scratch" }] });
    writeFile(lab.world, insideOf(lab, "app").view, "/scratch/x", "gone soon");
    const before = lab.world.count(fileSystems);
    lab.act({ do: "restartContainer", ...box, container: "app", timeout: 0 });
    lab.pass(1_000);
    expect(readFile(lab.world, insideOf(lab, "app").view, "/scratch/x").ok).toBe(false);
    expect(lab.world.count(fileSystems)).toBe(before);
  });

  it("E25: a read-only root refuses writes, mounts over it don't", () => {
    const lab = engineLab();
    runIn(lab, "app", { readOnly: true, mounts: ["data:/data"] });
    const { view } = insideOf(lab, "app");
    expect(writeFile(lab.world, view, "/x", "")).toMatchObject({ refusal: { code: "EROFS" } });
    expect(writeFile(lab.world, view, "/data/x", "").ok).toBe(true);
    expect(writeFile(lab.world, view, "/dev/shm/x", "").ok).toBe(true);
  });

  it("E15: host name, hosts and name servers are files of their own: changes to them are no changes of the image", () => {
    const lab = engineLab();
    runIn(lab, "app");
    const { view } = insideOf(lab, "app");
    expect(writeFile(lab.world, view, "/etc/hosts", "127.0.0.1 mine\n").ok).toBe(true);
    expect(readFile(lab.world, view, "/etc/hosts")).toEqual({ ok: true, value: "127.0.0.1 mine\n" });
    expect(diffOf(lab.world, theContainer(lab, "app"))).toEqual([]);
    lab.act({ do: "restartContainer", ...box, container: "app", timeout: 0 });
    lab.pass(1_000);
    expect(readFile(lab.world, insideOf(lab, "app").view, "/etc/hosts")).toMatchObject({
      value: expect.stringContaining("localhost"),
    });
  });

  it("E40: no mount of an ended container is left, not even of one whose start failed", () => {
    const lab = engineLab();
    const before = lab.world.count(mounts);
    runIn(lab, "app", { mounts: ["data:/data", "/srv/x:/x"] });
    expect(lab.world.count(mounts)).toBeGreaterThan(before + 10);
    lab.act({ do: "killContainer", ...box, container: "app" });
    runIn(lab, "bad", { command: ["nosuch"], mounts: ["data:/data"] });
    expect(lab.world.count(mounts)).toBe(before);
  });
});

describe("commands as data", () => {
  it.each([
    { do: "runContainer", machine: "box" },
    { do: "runContainer", machine: "box", image: "alpine", colour: "red" },
    { do: "runContainer", machine: "box", image: "alpine", ports: [{ port: "80" }] },
    { do: "runContainer", machine: "box", image: "alpine", mounts: [{ kind: "nfs", target: "/x" }] },
    { do: "stopContainer", machine: "box", container: "app", timeout: -1 },
    { do: "execInContainer", machine: "box", container: "app", command: [] },
    { do: "installEngine", machine: "box", product: "podman" },
  ])("E10: %j is malformed", (command) => {
    const lab = engineLab([]);
    expect(() => lab.begin(command as never)).toThrow();
  });
});
