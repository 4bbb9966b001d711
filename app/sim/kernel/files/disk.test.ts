/** Room on disks, and trees that take it. */
import { describe, expect, it } from "vitest";
import { addFlowJob, flowHandlers, flowNodes, jobRate } from "../../core/flow";
import { World } from "../../core/world";
import { codeOf, diskWorld, done, treeMap, treeOf } from "../../testing/files";
import { remove, writeFile } from "./change";
import { createDisk, freeOnDisk, removeDisk, useDisk as takeRoom } from "./disk";
import { copyTree } from "./overlay";
import { disks, entries, fileTrees, inodes } from "./tables";
import { createTree, payWith, plantTree, removeTree, storeTree, treeBytes } from "./tree";

function twoDisks(thin: boolean, capacityBytes = 100) {
  const world = new World(1);
  const host = createDisk(world, { label: "host", capacityBytes: 150, bytesPerMs: 10, backing: null }).id;
  const guest = createDisk(world, {
    label: "guest",
    capacityBytes,
    bytesPerMs: 5,
    backing: { disk: host, thin },
  }).id;
  const used = () => [world.must(disks, host).usedBytes, world.get(disks, guest)?.usedBytes];
  return { world, host, guest, used };
}

describe("disks", () => {
  it("F21: a disk holds what it has room for, and then refuses with ENOSPC, saying what is free", () => {
    const world = new World(1);
    const { id } = createDisk(world, {
      label: "laptop's disk",
      capacityBytes: 100,
      bytesPerMs: 10,
      backing: null,
    });
    done(takeRoom(world, id, 60));
    expect(freeOnDisk(world, id)).toBe(40);
    expect(takeRoom(world, id, 41)).toMatchObject({
      ok: false,
      refusal: { code: "ENOSPC", why: "no space left on device: 40 bytes are free" },
    });
    done(takeRoom(world, id, 40));
    done(takeRoom(world, id, -100));
    expect(world.must(disks, id)).toMatchObject({ usedBytes: 0, imageBytes: 0 });
    expect(() => takeRoom(world, id, -1)).toThrow("more given back than taken");
  });

  it("F22: a thin virtual disk takes from its backing disk only what is written, and does not shrink", () => {
    const { world, host, guest, used } = twoDisks(true);
    expect(used()).toEqual([0, 0]);
    done(takeRoom(world, guest, 70));
    expect(used()).toEqual([70, 70]);
    done(takeRoom(world, guest, -50));
    expect(used()).toEqual([70, 20]);
    done(takeRoom(world, guest, 50));
    expect(used()).toEqual([70, 70]);
    done(takeRoom(world, guest, 10));
    expect(used()).toEqual([80, 80]);
    expect(world.must(disks, host).usedBytes).toBe(world.must(disks, guest).imageBytes);
  });

  it("F22: a full virtual disk takes all of its capacity at once", () => {
    const { world, guest, used } = twoDisks(false);
    expect(used()).toEqual([100, 0]);
    done(takeRoom(world, guest, 70));
    expect(used()).toEqual([100, 70]);
    expect(() => twoDisks(false, 151)).toThrow("no space left");
  });

  it("F22: a thin disk that seems to have room is full when its backing disk is; what it held before it can reuse", () => {
    const { world, host, guest } = twoDisks(true, 1000);
    done(takeRoom(world, host, 100));
    done(takeRoom(world, guest, 40));
    expect(freeOnDisk(world, guest)).toBe(10);
    const refused = takeRoom(world, guest, 11);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "ENOSPC" } });
    expect(refused.ok ? "" : refused.refusal.why).toContain("it is thin");
    done(takeRoom(world, guest, -30));
    expect(freeOnDisk(world, guest)).toBe(40);
    done(takeRoom(world, guest, 40));
  });

  it("F22: disks nest: a thin disk in a thin disk grows both images", () => {
    const { world, guest, used } = twoDisks(true);
    const inner = createDisk(world, {
      label: "inner",
      capacityBytes: 500,
      bytesPerMs: 5,
      backing: { disk: guest, thin: true },
    });
    done(takeRoom(world, inner.id, 60));
    expect(used()).toEqual([60, 60]);
    expect(freeOnDisk(world, inner.id)).toBe(40);
    expect(codeOf(takeRoom(world, inner.id, 41))).toBe("ENOSPC");
  });

  it("F22: a virtual disk that is removed gives all of its image back, and its share of bandwidth is gone", () => {
    for (const thin of [true, false]) {
      const { world, guest, used } = twoDisks(thin);
      done(takeRoom(world, guest, 70));
      done(takeRoom(world, guest, -20));
      const nodes = world.count(flowNodes);
      removeDisk(world, guest);
      expect(used()).toEqual([0, undefined]);
      expect(world.count(flowNodes)).toBe(nodes - 1);
    }
  });

  it("F22: a virtual disk's bandwidth is a share of its backing disk's", () => {
    const { world, host, guest } = twoDisks(true);
    expect(world.must(flowNodes, world.must(disks, host).flow)).toMatchObject({ parent: null, cap: 10 });
    expect(world.must(flowNodes, world.must(disks, guest).flow)).toMatchObject({
      parent: world.must(disks, host).flow,
      cap: 5,
    });
  });
});

describe("trees", () => {
  it("F23: planting makes directories on the way, replaces files and keeps the content of directories", () => {
    const { world, tree } = diskWorld();
    done(
      plantTree(
        world,
        tree,
        [
          { path: "/a/b/c", content: "123" },
          { path: "x", target: "/a" },
        ],
        null,
      ),
    );
    expect(treeMap(world, tree)).toEqual({ "/a": "dir", "/a/b": "dir", "/a/b/c": "= 123", "/x": "-> /a" });
    done(
      plantTree(
        world,
        tree,
        [
          { path: "/a/b", kind: "dir", mode: 0o700, uid: 4 },
          { path: "/a/b/c", size: 50, exec: "tool" },
          { path: "/x", kind: "dir" },
        ],
        null,
      ),
    );
    expect(treeMap(world, tree)).toEqual({ "/a": "dir", "/a/b": "dir", "/a/b/c": "= 50", "/x": "dir" });
    expect(treeBytes(world, tree)).toBe(50);
    const modes = world
      .find(inodes, "tree", tree)
      .map(({ kind, mode, uid }) => [kind, mode.toString(8), uid]);
    expect(modes).toEqual(
      expect.arrayContaining([
        ["dir", "755", 0],
        ["dir", "700", 4],
        ["file", "755", 0],
      ]),
    );
    done(
      plantTree(
        world,
        tree,
        [
          { path: "/", kind: "dir", mode: 0o500 },
          { path: "/a", content: "" },
        ],
        null,
      ),
    );
    expect(world.must(inodes, tree).mode).toBe(0o500);
    expect(treeMap(world, tree)).toEqual({ "/a": "= ", "/x": "dir" });
    expect(treeBytes(world, tree)).toBe(0);
    expect(() => plantTree(world, tree, [{ path: "/", content: "no" }], null)).toThrow("directory");
  });

  it("F23: what does not fit on the disk is not planted", () => {
    const { world, tree, disk } = diskWorld([{ path: "/a", size: 60 }], 100);
    const files = [
      { path: "/b", size: 20 },
      { path: "/c", size: 21 },
    ];
    expect(codeOf(plantTree(world, tree, files, disk))).toBe("ENOSPC");
    expect(treeMap(world, tree)).toEqual({ "/a": "= 60" });
    expect(world.must(disks, disk).usedBytes).toBe(60);
  });

  it("F23: a disk pays for what is written since it was told to, and gets back no more than that", () => {
    const { world, disk } = diskWorld([], 100);
    const tree = treeOf(world, [{ path: "/free", size: 1000 }]);
    payWith(world, tree, disk);
    done(plantTree(world, tree, [{ path: "/paid", size: 30 }], null));
    expect([treeBytes(world, tree), world.must(disks, disk).usedBytes]).toEqual([1030, 30]);
    removeTree(world, tree);
    expect(world.must(disks, disk).usedBytes).toBe(0);
  });

  it("F23: a tree that is removed leaves no rows, and its disk has the room again", () => {
    const { world, disk } = diskWorld([], 100);
    const rows = () => [world.count(inodes), world.count(entries), world.count(fileTrees)];
    const before = rows();
    const tree = treeOf(
      world,
      [
        { path: "/a/b/c", size: 70 },
        { path: "/a/l", target: "b" },
      ],
      disk,
    );
    expect(world.must(disks, disk).usedBytes).toBe(71);
    removeTree(world, tree);
    expect(rows()).toEqual(before);
    expect(world.must(disks, disk).usedBytes).toBe(0);
    expect(() => removeTree(world, tree)).toThrow("no tree");
    expect(() => treeBytes(world, tree)).toThrow("no tree");
  });

  it("F23: a tree can be removed after its disk", () => {
    const { world, guest, host } = twoDisks(true);
    const tree = treeOf(world, [{ path: "/f", size: 30 }], guest);
    removeDisk(world, guest);
    removeTree(world, tree);
    expect(world.must(disks, host).usedBytes).toBe(0);
  });

  it("Q10: a job of a guest and one of its host share a disk alike, up to what the guest's disk gives", () => {
    const job = (node: number) => addFlowJob(world, { node, remaining: null, cap: null, done: null }).id;
    const { world, host, guest } = twoDisks(true);
    const inner = createDisk(world, {
      label: "inner",
      capacityBytes: 50,
      bytesPerMs: 5,
      backing: { disk: guest, thin: true },
    }).id;
    const [below, above] = [host, inner].map((disk) => job(world.must(disks, disk).flow)) as [number, number];
    const rates = (...jobs: number[]) => {
      world.advance(flowHandlers, world.now + 1);
      return jobs.map((each) => jobRate(world, each));
    };
    expect(rates(below, above)).toEqual([5, 5]);
    // The guest's disk is one among those who want the host's, however many jobs there are in it.
    const beside = job(world.must(disks, guest).flow);
    expect(rates(below, above, beside)).toEqual([5, 2.5, 2.5]);
    const third = job(world.must(disks, host).flow);
    for (const rate of rates(below, third, above, beside))
      expect([10 / 3, 5 / 3]).toContainEqual(expect.closeTo(rate, 9));
  });

  it("F21: files on a disk take its room as they grow, and give it back as they shrink and go", () => {
    const { world, view, disk } = diskWorld([], 100);
    const used = () => world.must(disks, disk).usedBytes;
    done(writeFile(world, view, "/f", null, { size: 40 }));
    done(writeFile(world, view, "/f", null, { size: 90 }));
    expect(used()).toBe(90);
    expect(codeOf(writeFile(world, view, "/f", "12345678901", { append: true }))).toBe("ENOSPC");
    expect(codeOf(writeFile(world, view, "/g", "12345678901"))).toBe("ENOSPC");
    expect(used()).toBe(90);
    done(writeFile(world, view, "/f", null, { size: 10 }));
    expect(used()).toBe(10);
    done(remove(world, view, "/f"));
    expect(used()).toBe(0);
  });

  it("F23: nobody pays for a copy of a tree until somebody is told to", () => {
    const { world, disk } = diskWorld([], 100);
    const tree = treeOf(world, [{ path: "/f", size: 60 }], disk);
    const copy = copyTree(world, tree);
    expect(world.must(disks, disk).usedBytes).toBe(60);
    expect(treeBytes(world, copy)).toBe(60);
    removeTree(world, copy);
    expect(world.must(disks, disk).usedBytes).toBe(60);
    const stored = copyTree(world, tree);
    expect(codeOf(storeTree(world, stored, disk))).toBe("ENOSPC");
    removeTree(world, tree);
    done(storeTree(world, stored, disk));
    expect(world.must(disks, disk).usedBytes).toBe(60);
    expect(() => storeTree(world, stored, disk)).toThrow("on a disk already");
    removeTree(world, stored);
    expect(world.must(disks, disk).usedBytes).toBe(0);
    expect(treeBytes(world, createTree(world))).toBe(0);
  });
});
