/** Disks: room that is taken and given back. A virtual disk is an image on another one. */
import { addFlowNode, JOB_WEIGHT, removeFlowNode } from "../../core/flow";
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { fail } from "./errno";
import { type Disk, disks } from "./tables";

interface DiskSpec {
  readonly label: string;
  readonly capacityBytes: number;
  /** Bandwidth; a virtual disk shares that of its backing disk, up to this. */
  readonly bytesPerMs: number;
  readonly backing: Disk["backing"];
}

/**
 * Makes an empty disk. A virtual one that is not thin takes all of its capacity from its backing disk at once: ask
 * `freeOnDisk` before. Throws if there is not that much room.
 */
export function createDisk(world: World, { bytesPerMs, ...spec }: DiskSpec): Disk {
  const { backing } = spec;
  const imageBytes = backing && !backing.thin ? spec.capacityBytes : 0;
  if (backing) {
    const taken = take(world, backing.disk, imageBytes);
    if (!taken.ok) throw new Error(`${spec.label}: ${taken.refusal.why}`);
  }
  const parent = backing ? world.must(disks, backing.disk).flow : null;
  const flow = addFlowNode(world, { parent, weight: JOB_WEIGHT, cap: bytesPerMs }).id;
  return world.insert(disks, { ...spec, usedBytes: 0, flow, imageBytes });
}

/** Bytes that can still be written to a disk: of a thin one, no more than its image can reuse and grow by. */
export function freeOnDisk(world: World, id: number): number {
  const disk = world.must(disks, id);
  const free = disk.capacityBytes - disk.usedBytes;
  if (!disk.backing?.thin) return free;
  return Math.min(free, disk.imageBytes - disk.usedBytes + freeOnDisk(world, disk.backing.disk));
}

/**
 * Takes room on a disk, bytes, or gives it back (negative). A thin virtual disk grows its image on the backing disk when
 * it holds more than ever before; giving back does not shrink the image. Refused with ENOSPC.
 */
export function useDisk(world: World, id: number, deltaBytes: number): Result<void> {
  return take(world, id, deltaBytes);
}

function take(world: World, id: number, deltaBytes: number): Result<void> {
  const disk = world.must(disks, id);
  const usedBytes = disk.usedBytes + deltaBytes;
  if (usedBytes < 0) throw new Error(`${disk.label}: more given back than taken`);
  const what = `${disk.label} cannot take ${deltaBytes} bytes`;
  if (usedBytes > disk.capacityBytes)
    return fail(
      "ENOSPC",
      what,
      `no space left on device: ${disk.capacityBytes - disk.usedBytes} bytes are free`,
      "Remove something from it, or give it a larger disk",
    );
  const growth = disk.backing?.thin ? Math.max(0, usedBytes - disk.imageBytes) : 0;
  if (disk.backing && growth > 0) {
    const grown = take(world, disk.backing.disk, growth);
    if (!grown.ok)
      return fail(
        "ENOSPC",
        what,
        `it is thin, and the disk that holds its image is full: ${grown.refusal.why}`,
        "Make room on the disk below it",
      );
  }
  if (deltaBytes !== 0) world.update(disks, id, { usedBytes, imageBytes: disk.imageBytes + growth });
  return ok(undefined);
}

/** Takes a disk away with all that is on it; a virtual one gives its image's room back. Trees on it stay as rows. */
export function removeDisk(world: World, id: number): void {
  const disk = world.must(disks, id);
  if (disk.backing) take(world, disk.backing.disk, -disk.imageBytes);
  removeFlowNode(world, disk.flow);
  world.remove(disks, id);
}
