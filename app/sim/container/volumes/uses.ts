/** Who uses a volume: it stays as long as any container has a place for it. */
import type { World } from "../../core/world";
import { volumes } from "../tables";
import { discard } from "./remove";
import { volumeUses } from "./tables";

/** A container, from its creation on, keeps a volume in use. Saying so twice changes nothing. */
export function useVolume(world: World, containerId: number, volumeId: number): void {
  const uses = world.find(volumeUses, "container", containerId);
  if (!uses.some((use) => use.volume === volumeId))
    world.insert(volumeUses, { volume: volumeId, container: containerId });
}

/** A container is removed; with `removeAnonymous` (`--rm`, `rm -v`) the anonymous volumes that only it used go too. */
export function releaseVolumes(world: World, containerId: number, removeAnonymous: boolean): void {
  for (const use of world.find(volumeUses, "container", containerId)) {
    world.remove(volumeUses, use.id);
    const volume = world.must(volumes, use.volume);
    if (removeAnonymous && volume.anonymous && !world.first(volumeUses, "volume", volume.id))
      discard(world, volume);
  }
}
