/** What all layers of one look at a world draw on. */
import type { World } from "../core/world";
import { type Room, roomOnDisks } from "./room";
import { type Starts, startsOf } from "./start";
import { type Usage, usageByLayer } from "./usage";

export interface Books {
  readonly world: World;
  /** Use of memory and processors by layer identifier. */
  readonly usage: (layer: string) => Usage;
  readonly room: Room;
  readonly starts: Starts;
}

export function openBooks(world: World): Books {
  return { world, usage: usageByLayer(world), room: roomOnDisks(world), starts: startsOf(world) };
}
