/** The devices that every system has: /dev/null, /dev/zero and so on. */
import type { World } from "../../core/world";
import { DEVICES, LINK_MODE } from "./abi";
import { createFileSystem } from "./file-systems";
import { type FileSystem, fileSystems } from "./tables";
import { plantTree } from "./tree";

/** The file system of a kernel's devices; made when it is asked for first. */
export function devicesOf(world: World, kernel: number): FileSystem {
  const known = world.first(fileSystems, "devices", kernel);
  if (known) return known;
  const nodes = Object.entries(DEVICES).map(([path, target]) => ({ path, kind: "char", target }) as const);
  const links = Object.entries({
    fd: "/proc/self/fd",
    stdin: "/proc/self/fd/0",
    stdout: "/proc/self/fd/1",
    stderr: "/proc/self/fd/2",
  }).map(([path, target]) => ({ path, target, mode: LINK_MODE }));
  const dirs = [{ path: "pts" }, { path: "shm" }, { path: "mqueue" }];
  const fs = createFileSystem(world, { kernel, type: "devtmpfs", source: "udev" });
  plantTree(world, fs.root, [...nodes, ...links, ...dirs], null);
  return fs;
}

/**
 * Root of the tree of a kernel's devices. As a lower layer of a tmpfs it makes a container's `/dev` without a row for
 * each device.
 */
export function devicesTree(world: World, kernel: number): number {
  return devicesOf(world, kernel).root;
}
