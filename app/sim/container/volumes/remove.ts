/** Removing volumes. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { removeTree, treeBytes } from "../../kernel/files/tree";
import { containers, type Volume, volumes } from "../tables";
import { volumeNamed } from "./ensure";
import { volumeUses } from "./tables";

/** Removes a volume with all that is in it. */
export function discard(world: World, volume: Volume): void {
  removeTree(world, volume.tree);
  world.remove(volumes, volume.id);
}

/** Removes a volume by name (`docker volume rm`). Refused with `no-volume`, and `in-use` while any container, running or not, uses it. */
export function removeVolume(world: World, engineId: number, name: string): Result<Volume> {
  const volume = volumeNamed(world, engineId, name);
  if (!volume.ok) return volume;
  const users = world
    .find(volumeUses, "volume", volume.value.id)
    .map((use) => world.must(containers, use.container).containerId);
  if (users.length > 0)
    return refuse(
      "in-use",
      `cannot remove the volume ${name}`,
      `remove ${name}: volume is in use - [${users.join(", ")}]`,
      "remove those containers first",
    );
  discard(world, volume.value);
  return volume;
}

/** Removes all volumes that nobody uses, anonymous ones only unless `all` (`docker volume prune`). The outcome: names, and bytes that were freed. */
export function pruneVolumes(
  world: World,
  engineId: number,
  all: boolean,
): Result<{ readonly names: readonly string[]; readonly bytes: number }> {
  const unused = world
    .find(volumes, "engine", engineId)
    .filter((volume) => (all || volume.anonymous) && !world.first(volumeUses, "volume", volume.id));
  const bytes = unused.reduce((sum, { tree }) => sum + treeBytes(world, tree), 0);
  for (const volume of unused) discard(world, volume);
  return ok({ names: unused.map(({ name }) => name), bytes });
}
