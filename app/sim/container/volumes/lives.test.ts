/** Volumes and bind mounts over the lives of containers, engines and machines. */
import { describe, expect, it } from "vitest";
import { mkdir, remove, symlink, writeFile } from "../../kernel/files/change";
import { list, lstat, readFile } from "../../kernel/files/read";
import { disks } from "../../kernel/files/tables";
import { kernelView } from "../../kernel/files/view";
import { machineNamed } from "../../machine/access";
import { engineLab, insideOf, type Lab, runIn, stateOf, theContainer } from "../../testing/engine";
import { codeOf, must } from "../../testing/net";
import { volumes } from "../tables";

const box = { machine: "box" };

const inside = (lab: Lab, name: string) => insideOf(lab, name).view;
const write = (lab: Lab, name: string, path: string, text: string) =>
  codeOf(writeFile(lab.world, inside(lab, name), path, text));
const read = (lab: Lab, name: string, path: string) => {
  const text = readFile(lab.world, inside(lab, name), path);
  return text.ok ? text.value : text.refusal.code;
};
const names = (lab: Lab, name: string, path: string) => must(list(lab.world, inside(lab, name), path));
const volumeNames = (lab: Lab) =>
  lab.world.all(volumes).map(({ name, anonymous }) => (anonymous ? "?" : name));
const dismiss = (lab: Lab, container: string, options: { volumes?: boolean } = {}) =>
  lab.act({ do: "removeContainer", ...box, container, force: true, ...options });

/** An image with files at /data, as a build makes it: `seeded`. */
function withImage(lab: Lab, name: string, make: (container: string) => void): void {
  runIn(lab, "maker");
  make("maker");
  lab.act({ do: "commitContainer", ...box, container: "maker", as: name });
  dismiss(lab, "maker");
}

function seededLab(): Lab {
  const lab = engineLab();
  withImage(lab, "seeded", (maker) => {
    const view = inside(lab, maker);
    must(mkdir(lab.world, view, "/data/sub", { parents: true, mode: 0o700 }));
    must(writeFile(lab.world, view, "/data/seed", "from the image"));
    must(mkdir(lab.world, view, "/real"));
    must(writeFile(lab.world, view, "/real/f", "behind a link"));
    must(symlink(lab.world, view, "real", "/link"));
  });
  return lab;
}

const seeded = (lab: Lab, name: string, mounts: string[]) => runIn(lab, name, { image: "seeded", mounts });

describe("the first use of a volume", () => {
  it("O29: an empty one gets what the image has; later containers and images find it as it is", () => {
    const lab = seededLab();
    seeded(lab, "one", ["v1:/data"]);
    expect(names(lab, "one", "/data")).toEqual(["seed", "sub"]);
    expect(must(lstat(lab.world, inside(lab, "one"), "/data/sub")).mode).toBe(0o700);
    write(lab, "one", "/data/seed", "changed");
    must(remove(lab.world, inside(lab, "one"), "/data/seed"));
    write(lab, "one", "/data/own", "mine");
    seeded(lab, "two", ["v1:/data"]);
    expect(names(lab, "two", "/data")).toEqual(["own", "sub"]);
    runIn(lab, "three", { mounts: ["v1:/etc"] });
    expect(read(lab, "three", "/etc/own")).toBe("mine");
    expect(read(lab, "three", "/etc/passwd")).toBe("ENOENT");
    expect(read(lab, "two", "/data/passwd")).toBe("ENOENT");
  });

  it("O29: a volume that somebody has written into gets nothing, and each volume its own copy", () => {
    const lab = seededLab();
    runIn(lab, "writer", { mounts: ["v1:/anywhere"] });
    write(lab, "writer", "/anywhere/first", "1");
    seeded(lab, "one", ["v1:/data", "v2:/data2", "v3:/real"]);
    expect(names(lab, "one", "/data")).toEqual(["first"]);
    expect(names(lab, "one", "/data2")).toEqual([]);
    expect(names(lab, "one", "/real")).toEqual(["f"]);
    seeded(lab, "two", ["v2:/data"]);
    write(lab, "two", "/data/seed", "changed");
    seeded(lab, "three", ["v4:/data"]);
    expect(read(lab, "three", "/data/seed")).toBe("from the image");
  });

  it("O29: read-only for the container, it is filled even so", () => {
    const lab = seededLab();
    seeded(lab, "one", ["v1:/data:ro"]);
    expect(read(lab, "one", "/data/seed")).toBe("from the image");
    expect(write(lab, "one", "/data/seed", "x")).toBe("EROFS");
    expect(codeOf(mkdir(lab.world, inside(lab, "one"), "/data/new"))).toBe("EROFS");
  });

  it("O29: a mount point that is a link is where the link leads to", () => {
    const lab = seededLab();
    seeded(lab, "one", ["v1:/link"]);
    expect(stateOf(lab, "one")).toBe("running");
    write(lab, "one", "/link/g", "new");
    expect(names(lab, "one", "/real")).toEqual(["f", "g"]);
    seeded(lab, "two", ["v1:/data"]);
    expect(names(lab, "two", "/data")).toEqual(["f", "g"]);
  });

  it("O31: a volume on a file of the image is refused, and the container is not started", () => {
    const lab = seededLab();
    seeded(lab, "one", ["v1:/data/seed"]);
    expect(stateOf(lab, "one")).not.toBe("running");
    expect(theContainer(lab, "one").error).toContain("/data/seed");
    seeded(lab, "two", ["v1:/empty"]);
    expect(names(lab, "two", "/empty")).toEqual([]);
  });

  it("O29: a bind mount hides what the image has, and copies nothing", () => {
    const lab = seededLab();
    seeded(lab, "one", ["/srv/empty:/data"]);
    expect(names(lab, "one", "/data")).toEqual([]);
    seeded(lab, "two", []);
    expect(read(lab, "two", "/data/seed")).toBe("from the image");
  });

  it("O31: volumes within volumes lie as deep as they should, in whatever order they were given", () => {
    const lab = seededLab();
    seeded(lab, "one", ["inner:/data/sub", "outer:/data"]);
    write(lab, "one", "/data/sub/deep", "inner");
    expect(names(lab, "one", "/data")).toEqual(["seed", "sub"]);
    runIn(lab, "look", { mounts: ["inner:/i", "outer:/o"] });
    expect([names(lab, "look", "/i"), names(lab, "look", "/o/sub")]).toEqual([["deep"], []]);
  });
});

describe("a volume outlives", () => {
  it("O30: containers that stop, restart and are removed", () => {
    const lab = engineLab();
    runIn(lab, "one", { mounts: ["v1:/data"] });
    runIn(lab, "two", { mounts: ["v1:/other:ro"] });
    write(lab, "one", "/data/f", "1");
    lab.act({ do: "restartContainer", ...box, container: "one", timeout: 0 });
    lab.pass(1_000);
    expect(read(lab, "one", "/data/f")).toBe("1");
    dismiss(lab, "one", { volumes: true });
    expect(read(lab, "two", "/other/f")).toBe("1");
    expect(lab.refused({ do: "removeVolume", ...box, name: "v1" }).code).toBe("in-use");
    lab.act({ do: "killContainer", ...box, container: "two" });
    expect(lab.refused({ do: "removeVolume", ...box, name: "v1" }).why).toBe(
      `remove v1: volume is in use - [${theContainer(lab, "two").containerId}]`,
    );
    dismiss(lab, "two");
    lab.act({ do: "removeVolume", ...box, name: "v1" });
    runIn(lab, "three", { mounts: ["v1:/data"] });
    expect(read(lab, "three", "/data/f")).toBe("ENOENT");
  });

  it("O30: its kernel and its engine; memory that is mounted does not", () => {
    const lab = engineLab();
    runIn(lab, "one", { mounts: ["v1:/data", { kind: "tmpfs", target: "/mem" }], restart: "always" });
    write(lab, "one", "/data/f", "1");
    write(lab, "one", "/mem/f", "1");
    lab.begin({ do: "crashKernel", ...box });
    lab.act({ do: "restart", ...box });
    lab.pass(120_000);
    expect(stateOf(lab, "one")).toBe("running");
    expect([read(lab, "one", "/data/f"), read(lab, "one", "/mem/f")]).toEqual(["1", "ENOENT"]);
    expect(write(lab, "one", "/data/g", "2")).toBe("ok");
    runIn(lab, "two", { mounts: ["v1:/data"] });
    expect(names(lab, "two", "/data")).toEqual(["f", "g"]);
  });

  it("O33: what is anonymous goes with --rm and rm -v, and else stays for a prune", () => {
    const lab = engineLab(["alpine", "redis"]);
    runIn(lab, "brief", { mounts: ["/scratch", "named:/n"], autoRemove: true });
    expect(volumeNames(lab).sort()).toEqual(["?", "named"]);
    lab.act({ do: "killContainer", ...box, container: "brief" });
    expect(volumeNames(lab)).toEqual(["named"]);
    runIn(lab, "cache", { image: "redis", command: [] });
    runIn(lab, "more", { mounts: ["/scratch"] });
    expect(volumeNames(lab)).toEqual(["named", "?", "?"]);
    dismiss(lab, "cache");
    dismiss(lab, "more", { volumes: true });
    expect(volumeNames(lab)).toEqual(["named", "?"]);
    lab.act({ do: "pruneVolumes", ...box });
    expect(volumeNames(lab)).toEqual(["named"]);
  });

  it("O32: what is written costs the disk its room, and the end of the volume gives it back", () => {
    const lab = engineLab();
    const machine = must(machineNamed(lab.world, "box"));
    const used = () => lab.world.must(disks, machine.disk).usedBytes;
    runIn(lab, "one", { mounts: ["v1:/data"] });
    const before = used();
    must(writeFile(lab.world, inside(lab, "one"), "/data/big", "", { size: 5_000_000 }));
    expect(used() - before).toBe(5_000_000);
    dismiss(lab, "one");
    expect(used() - before).toBe(5_000_000);
    expect(lab.act({ do: "pruneVolumes", ...box, all: true })).toEqual({ names: ["v1"], bytes: 5_000_000 });
    expect(used()).toBe(before);
  });
});

describe("bind mounts", () => {
  function hostLab() {
    const lab = engineLab();
    runIn(lab, "first");
    const host = kernelView(lab.world, insideOf(lab, "first").init.ns.mnt);
    must(mkdir(lab.world, host, "/srv/site", { parents: true }));
    must(writeFile(lab.world, host, "/srv/site/conf", "one"));
    return { lab, host };
  }

  it("O40: of a file show that file alone, also where the image has nothing", () => {
    const { lab, host } = hostLab();
    runIn(lab, "app", { mounts: ["/srv/site/conf:/etc/app/conf:ro", "/srv/site/conf:/etc/passwd"] });
    expect(theContainer(lab, "app").error).toBe("");
    expect(read(lab, "app", "/etc/app/conf")).toBe("one");
    must(writeFile(lab.world, host, "/srv/site/conf", "two"));
    expect([read(lab, "app", "/etc/app/conf"), read(lab, "app", "/etc/passwd")]).toEqual(["two", "two"]);
    expect(write(lab, "app", "/etc/app/conf", "x")).toBe("EROFS");
    expect(write(lab, "app", "/etc/passwd", "three")).toBe("ok");
    expect(must(readFile(lab.world, host, "/srv/site/conf"))).toBe("three");
    expect(names(lab, "app", "/etc/app")).toEqual(["conf"]);
  });

  it("O40: of a file on a directory, and the other way round, are refused", () => {
    const { lab } = hostLab();
    runIn(lab, "one", { mounts: ["/srv/site/conf:/tmp"] });
    runIn(lab, "two", { mounts: ["/srv/site:/etc/passwd"] });
    for (const name of ["one", "two"]) {
      expect(stateOf(lab, name)).not.toBe("running");
      expect(theContainer(lab, name).error).not.toBe("");
    }
  });

  it("O40: several containers and the host see one directory; one's own changes elsewhere stay one's own", () => {
    const { lab, host } = hostLab();
    for (const name of ["aa", "bb"]) runIn(lab, name, { mounts: ["/srv/site:/site"] });
    write(lab, "aa", "/site/from-a", "a");
    write(lab, "aa", "/private", "a");
    expect(read(lab, "bb", "/site/from-a")).toBe("a");
    expect(read(lab, "bb", "/private")).toBe("ENOENT");
    must(remove(lab.world, host, "/srv/site/from-a"));
    expect(read(lab, "aa", "/site/from-a")).toBe("ENOENT");
    dismiss(lab, "aa", { volumes: true });
    expect(must(list(lab.world, host, "/srv/site"))).toEqual(["conf"]);
    expect(read(lab, "bb", "/site/conf")).toBe("one");
  });
});
