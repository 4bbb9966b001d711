/** Shared mounts: what is mounted in one of a peer group appears in the others. */
import type { World } from "../../core/world";
import { isWithin, moved } from "./paths";
import { type Mount, mounts } from "./tables";

/** Makes a mount shared, in a peer group of its own. */
export function formGroup(world: World, id: number): void {
  world.update(mounts, id, { propagation: "shared", peers: id });
}

/** Where a path on a mount is found on one of its peers; nothing if the peer does not show that part. */
function onPeer(path: string, mount: Mount, peer: Mount): string | undefined {
  const inFs = moved(path, mount.path, mount.fsPath);
  return isWithin(inFs, peer.fsPath) ? moved(inFs, peer.fsPath, peer.path) : undefined;
}

function peersOf(world: World, mount: Mount): Mount[] {
  return mount.peers === 0
    ? []
    : world.find(mounts, "peers", mount.peers).filter((row) => row.id !== mount.id);
}

/** Lets a new mount on a shared one appear on all of its peers; they are peers of each other from then on. */
export function appear(world: World, parent: Mount, made: Mount): void {
  const peers = peersOf(world, parent);
  if (parent.peers !== 0 && world.must(mounts, made.id).peers === 0) formGroup(world, made.id);
  const { id: _, ...row } = world.must(mounts, made.id);
  for (const peer of peers) {
    const path = onPeer(made.path, parent, peer);
    if (path !== undefined) world.insert(mounts, { ...row, ns: peer.ns, parent: peer.id, path });
  }
}

/** The mounts that go with one that is unmounted from a shared mount: those that appeared with it, unless in use. */
export function disappear(world: World, gone: Mount): Mount[] {
  const parent = world.must(mounts, gone.parent);
  return peersOf(world, parent).flatMap((peer) => {
    const path = onPeer(gone.path, parent, peer);
    if (path === undefined) return [];
    const found = world.find(mounts, "at", `${peer.id}:${path}`).filter((row) => row.fs === gone.fs);
    return found.filter((row) => !world.first(mounts, "parent", row.id));
  });
}

/** The mounts below a path on a mount, each after the one that it is on. */
export function mountsBelow(world: World, mount: Mount, path: string): Mount[] {
  const on = world.find(mounts, "parent", mount.id);
  const found = on.filter((row) => row.path !== path && isWithin(row.path, path));
  for (const row of found) found.push(...world.find(mounts, "parent", row.id));
  return found;
}
