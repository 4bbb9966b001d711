import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { writeFile } from "../../kernel/files/change";
import { createFileSystem } from "../../kernel/files/file-systems";
import { pivotTo } from "../../kernel/files/mounts";
import { list, lstat, readFile } from "../../kernel/files/read";
import { disks, entries, fileSystems, inodes } from "../../kernel/files/tables";
import { createTree, type FileSpec, plantTree } from "../../kernel/files/tree";
import { kernelView } from "../../kernel/files/view";
import { createNamespace } from "../../kernel/namespace/create";
import { carryOut } from "../../testing/commands";
import { testContainer, testEngine } from "../../testing/engines";
import { codeOf, must } from "../../testing/net";
import { type Container, type Volume, volumes } from "../tables";
import { volumeCommands } from "./commands";
import { createVolume, ensureVolume, volumeNamed } from "./ensure";
import { mountVolume } from "./prepare";
import { pruneVolumes, removeVolume } from "./remove";
import { volumeUses } from "./tables";
import { useVolume as holdVolume, releaseVolumes } from "./uses";

const IMAGE: readonly FileSpec[] = [
  { path: "/data", mode: 0o750, uid: 70, gid: 70 },
  { path: "/data/seed", content: "from the image", uid: 70, mode: 0o600 },
  { path: "/data/sub/big", size: 1000 },
  { path: "/data/link", target: "seed" },
  { path: "/bin/tool", exec: "sleep" },
];

function setup() {
  const world = new World(1);
  const engine = testEngine(world, "laptop");
  const layer = createTree(world);
  must(plantTree(world, layer, IMAGE, null));
  /** A container with its root mounted, in a mount namespace of its own. */
  const root = (name: string) => {
    const container = testContainer(world, engine, name);
    const { kernel } = engine.host;
    const mntNs = createNamespace(world, { kernel, kind: "mnt" }).id;
    const overlay = {
      kernel,
      type: "overlay",
      root: container.upper,
      lowers: [layer],
      source: "overlay",
    } as const;
    pivotTo(world, mntNs, createFileSystem(world, overlay).id);
    return { container, mntNs, view: kernelView(world, mntNs) };
  };
  const id = engine.engine.id;
  const disk = () => world.must(disks, engine.machine.disk).usedBytes;
  const put = (
    place: { container: Container; mntNs: number },
    target: string,
    volume: Volume,
    readOnly = false,
  ) =>
    mountVolume(world, {
      container: place.container.id,
      mntNs: place.mntNs,
      target,
      volume: volume.id,
      readOnly,
    });
  return { world, engine, id, root, disk, put };
}

describe("making volumes", () => {
  it("O28: a named volume is made once; without a name each is a new one of 64 digits", () => {
    const { world, id } = setup();
    const one = must(createVolume(world, id, "v1", { a: "b" }));
    expect(must(createVolume(world, id, "v1", {}))).toEqual(one);
    expect(one).toMatchObject({ name: "v1", anonymous: false, labels: { a: "b" } });
    const [a, b] = [ensureVolume(world, id, null), ensureVolume(world, id, null)];
    expect(a.name).toMatch(/^[0-9a-f]{64}$/);
    expect(a.name).not.toBe(b.name);
    expect(a.anonymous).toBe(true);
    expect(must(volumeNamed(world, id, "v1")).id).toBe(one.id);
    expect(volumeNamed(world, id, "v2")).toMatchObject({ refusal: { why: "get v2: no such volume" } });
  });

  it("O28: a name that cannot be is refused", () => {
    const { world, id } = setup();
    for (const name of ["a", "", "./x", "a b", "-ab"])
      expect(codeOf(createVolume(world, id, name, {}))).toBe("bad-name");
    expect(world.count(volumes)).toBe(0);
  });
});

describe("mounting volumes", () => {
  it("O29: an empty volume gets a copy of what the image has there, owners and modes included, on first use", () => {
    const { world, id, root, put, disk } = setup();
    const volume = ensureVolume(world, id, "v1");
    const place = root("web");
    const before = disk();
    must(put(place, "/data", volume));
    expect(must(list(world, place.view, "/data"))).toEqual(["link", "seed", "sub"]);
    expect(must(readFile(world, place.view, "/data/link"))).toBe("from the image");
    expect(must(lstat(world, place.view, "/data/seed"))).toMatchObject({ uid: 70, mode: 0o600, size: 14 });
    expect(must(lstat(world, place.view, "/data"))).toMatchObject({
      kind: "dir",
      uid: 70,
      gid: 70,
      mode: 0o750,
    });
    expect(must(lstat(world, place.view, "/data/sub/big")).size).toBe(1000);
    expect(disk() - before).toBe(1000 + 14 + 4);
    expect(world.find(entries, "dir", place.container.upper)).toEqual([]);
  });

  it("O30: what is written stays in the volume for the next container, and hides what its image has", () => {
    const { world, id, root, put } = setup();
    const volume = ensureVolume(world, id, "v1");
    const first = root("one");
    must(put(first, "/data", volume));
    must(writeFile(world, first.view, "/data/mine", "kept"));
    must(writeFile(world, first.view, "/data/seed", "changed"));
    const second = root("two");
    must(put(second, "/data", volume));
    expect(must(readFile(world, second.view, "/data/mine"))).toBe("kept");
    expect(must(readFile(world, second.view, "/data/seed"))).toBe("changed");
    expect(world.find(fileSystems, "root", volume.tree)).toHaveLength(1);
  });

  it("O30: two containers see each other's changes at once; read-only means that one for itself", () => {
    const { world, id, root, put } = setup();
    const volume = ensureVolume(world, id, "v1");
    const [one, two] = [root("one"), root("two")];
    must(put(one, "/shared", volume));
    must(put(two, "/shared", volume, true));
    must(writeFile(world, one.view, "/shared/f", "x"));
    expect(must(readFile(world, two.view, "/shared/f"))).toBe("x");
    expect(codeOf(writeFile(world, two.view, "/shared/g", "y"))).toBe("EROFS");
  });

  it("O31: a directory that the image has not got is made, with those above it", () => {
    const { world, id, root, put } = setup();
    const place = root("web");
    must(put(place, "/a/b/c", ensureVolume(world, id, "v1")));
    expect(must(list(world, place.view, "/a/b/c"))).toEqual([]);
    expect(must(lstat(world, place.view, "/a/b")).kind).toBe("dir");
  });

  it("O31: without room on the disk the copy is refused", () => {
    const { world, engine, id, root, put } = setup();
    const { capacityBytes } = world.must(disks, engine.machine.disk);
    const full = ensureVolume(world, id, "full");
    must(plantTree(world, full.tree, [{ path: "/f", size: capacityBytes - 100 }], null));
    expect(codeOf(put(root("web"), "/data", ensureVolume(world, id, "v1")))).toBe("ENOSPC");
  });
});

describe("removing volumes", () => {
  it("O32: a volume stays while any container, running or not, has a place for it", () => {
    const { world, engine, id } = setup();
    const volume = ensureVolume(world, id, "v1");
    const container = testContainer(world, engine, "web");
    holdVolume(world, container.id, volume.id);
    holdVolume(world, container.id, volume.id);
    expect(world.count(volumeUses)).toBe(1);
    expect(removeVolume(world, id, "v1")).toMatchObject({
      refusal: { code: "in-use", why: `remove v1: volume is in use - [${container.containerId}]` },
    });
    releaseVolumes(world, container.id, true);
    must(removeVolume(world, id, "v1"));
    expect(world.count(volumes)).toBe(0);
    expect(codeOf(removeVolume(world, id, "v1"))).toBe("no-volume");
  });

  it("O32: with it its files go, and the disk has its room back", () => {
    const { world, id, root, put, disk } = setup();
    const before = disk();
    const place = root("web");
    const volume = ensureVolume(world, id, "v1");
    must(put(place, "/data", volume));
    releaseVolumes(world, place.container.id, false);
    must(removeVolume(world, id, "v1"));
    expect(disk()).toBe(before);
    expect(world.find(inodes, "tree", volume.tree)).toEqual([]);
  });

  it("O33: a removed container takes its anonymous volumes along where that is asked for, named and shared ones never", () => {
    const { world, engine, id } = setup();
    const [named, own, shared, kept] = [
      ensureVolume(world, id, "named"),
      ensureVolume(world, id, null),
      ensureVolume(world, id, null),
      ensureVolume(world, id, null),
    ];
    const [a, b] = [testContainer(world, engine, "a1"), testContainer(world, engine, "b1")];
    for (const { id: volume } of [named, own, shared]) holdVolume(world, a.id, volume);
    for (const { id: volume } of [shared, kept]) holdVolume(world, b.id, volume);
    releaseVolumes(world, a.id, true);
    expect(world.all(volumes).map((row) => row.id)).toEqual([named.id, shared.id, kept.id]);
    releaseVolumes(world, b.id, false);
    expect(world.count(volumes)).toBe(3);
  });

  it("O34: pruning removes unused anonymous ones, with `all` named ones too, and says what it freed", () => {
    const { world, engine, id } = setup();
    const named = ensureVolume(world, id, "named");
    const anonymous = ensureVolume(world, id, null);
    const used = ensureVolume(world, id, null);
    holdVolume(world, testContainer(world, engine, "web").id, used.id);
    must(plantTree(world, named.tree, [{ path: "/f", size: 300 }], null));
    must(plantTree(world, anonymous.tree, [{ path: "/f", size: 20 }], null));
    expect(must(pruneVolumes(world, id, false))).toEqual({ names: [anonymous.name], bytes: 20 });
    expect(must(pruneVolumes(world, id, true))).toEqual({ names: ["named"], bytes: 300 });
    expect(world.all(volumes)).toEqual([used]);
  });

  it("O35: commands do what they say at the engine of a machine", () => {
    const { world } = setup();
    const tell = (command: { do: string; [key: string]: unknown }) =>
      carryOut(world, volumeCommands, { machine: "laptop", ...command });
    must(tell({ do: "createVolume", name: "v1" }));
    must(tell({ do: "createVolume" }));
    must(tell({ do: "createVolume", name: "v2", labels: { a: "b" } }));
    must(tell({ do: "removeVolume", name: "v1" }));
    expect(world.all(volumes).map(({ anonymous }) => anonymous)).toEqual([true, false]);
    expect(must(tell({ do: "pruneVolumes", all: true }))).toMatchObject({ bytes: 0 });
    expect(world.count(volumes)).toBe(0);
    for (const command of [{ do: "createVolume" }, { do: "removeVolume", name: "x" }, { do: "pruneVolumes" }])
      expect(codeOf(tell({ ...command, machine: "nowhere" }))).toBe("no-machine");
  });
});
