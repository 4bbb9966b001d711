/** The books of disks and of memory, held against sums from scratch after random use. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { done, treeOf, viewIn } from "../../testing/files";
import { testKernel } from "../../testing/kernel";
import { cgroups } from "../cgroup/table";
import { createCgroup, removeCgroup } from "../cgroup/tree";
import { remove, rename, writeFile } from "./change";
import { createDisk, freeOnDisk, removeDisk, useDisk as takeRoom } from "./disk";
import { createFileSystem } from "./file-systems";
import { pivotTo } from "./mounts";
import { disks, fileTrees, pageCharges } from "./tables";
import { plantTree, removeTree } from "./tree";

const TIME_MS = 60_000;
const BOX = 9_000_000;

describe("the books of disks", () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("use" as const), disk: fc.nat(3), bytes: fc.integer({ min: -80, max: 80 }) }),
    fc.record({ do: fc.constant("plant" as const), disk: fc.nat(3), bytes: fc.nat(60) }),
    fc.record({ do: fc.constant("uproot" as const), disk: fc.nat(3), bytes: fc.constant(0) }),
  );

  it(
    "F22: images take what the backing disk says, nothing holds more than it has room for, and all comes back",
    () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, thin) => {
          const world = new World(1);
          const make = (label: string, capacityBytes: number, disk: number | null, isThin: boolean) => {
            const backing = disk === null ? null : { disk, thin: isThin };
            return createDisk(world, { label, capacityBytes, bytesPerMs: 1, backing }).id;
          };
          const host = make("host", 400, null, false);
          const guest = make("guest", 150, host, thin);
          const inner = make("inner", 200, guest, true);
          const all = [host, guest, inner, make("other", 300, host, true)];
          const direct = new Map(all.map((id) => [id, 0]));
          const trees: number[] = [];
          for (const { do: what, disk, bytes } of steps) {
            const id = all[disk] ?? host;
            const own = direct.get(id) ?? 0;
            const room = freeOnDisk(world, id);
            if (what === "use" && own + bytes >= 0) {
              const used = takeRoom(world, id, bytes);
              expect(used.ok).toBe(bytes <= room);
              if (used.ok) direct.set(id, own + bytes);
            } else if (what === "plant" && bytes <= room) {
              trees.push(treeOf(world, [{ path: "/f", size: bytes }], id));
            } else if (what === "uproot") {
              const tree = trees.pop();
              if (tree !== undefined) removeTree(world, tree);
            }
            for (const row of world.all(disks)) {
              const images = world
                .find(disks, "backing", row.id)
                .reduce((sum, { imageBytes }) => sum + imageBytes, 0);
              const paid = world.all(fileTrees).filter((tree) => tree.disk === row.id);
              const files = paid.reduce((sum, { paidBytes }) => sum + paidBytes, 0);
              expect(row.usedBytes).toBe(images + files + (direct.get(row.id) ?? 0));
              expect(row.usedBytes).toBeLessThanOrEqual(row.capacityBytes);
              if (row.backing?.thin) expect(row.imageBytes).toBeGreaterThanOrEqual(row.usedBytes);
              if (row.backing && !row.backing.thin) expect(row.imageBytes).toBe(row.capacityBytes);
            }
          }
          for (const tree of trees) removeTree(world, tree);
          for (const id of [...all].reverse()) if (id !== host && id !== guest) removeDisk(world, id);
          removeDisk(world, guest);
          expect(world.must(disks, host).usedBytes).toBe(direct.get(host));
        }),
        { numRuns: 200, seed: 20_262 },
      );
    },
    TIME_MS,
  );

  it("F23: a tree that could not be planted took nothing", () => {
    const world = new World(1);
    const { id } = createDisk(world, { label: "disk", capacityBytes: 50, bytesPerMs: 1, backing: null });
    const tree = treeOf(world, [{ path: "/a", size: 20 }], id);
    const before = world.toJSON();
    expect(
      plantTree(
        world,
        tree,
        [
          { path: "/b", size: 30 },
          { path: "/c", size: 1 },
        ],
        id,
      ).ok,
    ).toBe(false);
    expect(world.toJSON()).toEqual(before);
  });
});

describe("the books of memory", () => {
  const file = fc.constantFrom("/f", "/g", "/h");
  const step = fc.oneof(
    fc.record({
      do: fc.constantFrom("write" as const, "append" as const),
      file,
      group: fc.nat(2),
      size: fc.nat(99),
    }),
    fc.record({
      do: fc.constantFrom("remove" as const, "rename" as const),
      file,
      group: fc.nat(2),
      size: fc.nat(2),
    }),
    fc.record({ do: fc.constant("end" as const), file, group: fc.nat(2), size: fc.constant(0) }),
  );

  it(
    "F35: groups together hold exactly the bytes of the files in memory, whoever wrote and removed them",
    () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
          const { world, kernel, rootCgroup } = testKernel();
          const slice = done(createCgroup(world, { parent: rootCgroup, name: "slice" })).id;
          const groups = ["a", "b", "c"].map((name) => done(createCgroup(world, { parent: slice, name })).id);
          const fs = createFileSystem(world, { kernel, type: "tmpfs", source: "tmpfs" });
          pivotTo(world, BOX, fs.id);
          const held = (id: number) => world.get(cgroups, id)?.memoryCurrent ?? 0;
          for (const { do: what, file: path, group, size } of steps) {
            const id = groups[group] ?? 0;
            const cgroup = world.get(cgroups, id) ? id : slice;
            const view = viewIn(BOX, { kernel, cgroup });
            if (what === "write" || what === "append")
              done(writeFile(world, view, path, null, { size, append: what === "append" }));
            else if (what === "remove") remove(world, view, path);
            else if (what === "rename") rename(world, view, path, ["/f", "/g", "/h"][size] ?? "/f");
            else if (cgroup === id) done(removeCgroup(world, id));
            const bytes = world.first(fileTrees, "root", fs.root)?.bytes;
            expect(held(slice)).toBe(bytes);
            expect(world.all(pageCharges).reduce((sum, charge) => sum + charge.bytes, 0)).toBe(bytes);
            for (const one of groups) {
              const paid = world.all(pageCharges).filter((charge) => charge.groups[0] === one);
              if (world.get(cgroups, one))
                expect(held(one)).toBe(paid.reduce((sum, charge) => sum + charge.bytes, 0));
            }
          }
        }),
        { numRuns: 100, seed: 20_263 },
      );
    },
    TIME_MS,
  );
});
