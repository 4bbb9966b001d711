/** Memory that files in memory take from control groups. */
import { describe, expect, it } from "vitest";
import type { World } from "../../core/world";
import { codeOf, done, viewIn } from "../../testing/files";
import { testKernel } from "../../testing/kernel";
import { setLimits } from "../cgroup/limits";
import { cgroups } from "../cgroup/table";
import { createCgroup, removeCgroup } from "../cgroup/tree";
import { freeMemory } from "../memory/account";
import { chmod, remove, writeFile } from "./change";
import { createFileSystem } from "./file-systems";
import { dropMounts, pivotTo } from "./mounts";
import { pageCharges } from "./tables";

const BOX = 9_000_000;

function memoryBox() {
  const { world, kernel, rootCgroup } = testKernel();
  const slice = done(createCgroup(world, { parent: rootCgroup, name: "slice" })).id;
  const [a, b] = [
    done(createCgroup(world, { parent: slice, name: "a" })).id,
    done(createCgroup(world, { parent: slice, name: "b" })).id,
  ];
  pivotTo(world, BOX, createFileSystem(world, { kernel, type: "tmpfs", source: "tmpfs" }).id);
  const by = (cgroup: number) => viewIn(BOX, { kernel, cgroup });
  return { world, kernel, slice, a, b, by, held: (...ids: number[]) => ids.map((id) => current(world, id)) };
}

const current = (world: World, id: number) => world.must(cgroups, id).memoryCurrent;

describe("memory of a tmpfs", () => {
  it("F35: what is written is charged to the writer's group and those above, and given back when it goes", () => {
    const { world, kernel, slice, a, b, by, held } = memoryBox();
    const free = freeMemory(world, kernel);
    done(writeFile(world, by(a), "/f", null, { size: 1000 }));
    expect(held(slice, a, b)).toEqual([1000, 1000, 0]);
    expect(freeMemory(world, kernel)).toBe(free - 1000);
    done(writeFile(world, by(a), "/f", null, { size: 400 }));
    expect(held(slice, a)).toEqual([400, 400]);
    done(remove(world, by(b), "/f"));
    expect(held(slice, a, b)).toEqual([0, 0, 0]);
    expect(world.count(pageCharges)).toBe(0);
  });

  it("F35: each group pays for what it wrote itself; what goes first is what was written last", () => {
    const { world, slice, a, b, by, held } = memoryBox();
    done(writeFile(world, by(a), "/f", null, { size: 100 }));
    done(writeFile(world, by(b), "/f", null, { size: 50, append: true }));
    done(writeFile(world, by(a), "/f", null, { size: 10, append: true }));
    expect(held(slice, a, b)).toEqual([160, 110, 50]);
    done(writeFile(world, by(a), "/f", null, { size: 130 }));
    expect(held(slice, a, b)).toEqual([130, 110, 20]);
    done(remove(world, by(a), "/f"));
    expect(held(slice, a, b)).toEqual([0, 0, 0]);
  });

  it("F35: when a group is gone, the one above it has what it paid, until the file goes", () => {
    const { world, slice, a, by, held } = memoryBox();
    done(writeFile(world, by(a), "/f", null, { size: 100 }));
    done(removeCgroup(world, a));
    expect(held(slice)).toEqual([100]);
    done(remove(world, by(0), "/f"));
    expect(held(slice)).toEqual([0]);
  });

  it("F35: with the last mount all of its memory is free again", () => {
    const { world, kernel, slice, a, b, by, held } = memoryBox();
    const free = freeMemory(world, kernel);
    done(writeFile(world, by(a), "/f", null, { size: 100 }));
    done(writeFile(world, by(b), "/g", null, { size: 10 }));
    dropMounts(world, BOX);
    expect(held(slice, a, b)).toEqual([0, 0, 0]);
    expect(freeMemory(world, kernel)).toBe(free);
    expect(world.count(pageCharges)).toBe(0);
  });

  it("F36: a write that memory.max of a group above, or the kernel's memory, has no room for is refused with ENOMEM", () => {
    const { world, kernel, slice, a, b, by, held } = memoryBox();
    setLimits(world, slice, { memoryMax: 1000 });
    done(writeFile(world, by(a), "/f", null, { size: 900 }));
    expect(codeOf(writeFile(world, by(b), "/g", null, { size: 101 }))).toBe("ENOMEM");
    expect(codeOf(writeFile(world, by(b), "/g", null, { size: 100 }))).toBe("ok");
    expect(codeOf(writeFile(world, by(0), "/h", null, { size: freeMemory(world, kernel) + 1 }))).toBe(
      "ENOMEM",
    );
    expect(held(slice, a, b)).toEqual([1000, 900, 100]);
  });

  it("F35: nobody pays for what the kernel writes itself, and a copy-up in memory is charged like a write", () => {
    const { world, kernel, slice, a, by, held } = memoryBox();
    done(writeFile(world, by(0), "/f", null, { size: 500 }));
    expect(held(slice)).toEqual([0]);
    const lower = createFileSystem(world, { kernel, type: "tmpfs", source: "lower" });
    pivotTo(world, BOX + 1, lower.id);
    done(writeFile(world, viewIn(BOX + 1, { kernel }), "/app", null, { size: 70 }));
    pivotTo(
      world,
      BOX,
      createFileSystem(world, { kernel, type: "tmpfs", lowers: [lower.root], source: "t" }).id,
    );
    done(chmod(world, by(a), "/app", 0o700));
    expect(held(slice, a)).toEqual([70, 70]);
  });
});
