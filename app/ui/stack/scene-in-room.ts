/** Lays a picture out for the room that it has. */
import { layoutPicture } from "../../diagram/layout/layout-picture";
import type { Picture, SizeMode } from "../../diagram/layout/plan";
import type { Scene } from "../../diagram/layout/scene";
import type { Room } from "./use-room";

/** Bands of pictures that would be higher than their room, px at a type of 16 px: a line of text and some air. */
const COMPACT_PX = 28;

/** A scene for a room; its bands are lower where it would not be seen whole, and heights mean nothing. */
export function sceneInRoom(picture: Picture, room: Room, size: SizeMode, zoom: number): Scene {
  const { width, height, unit, bandHeight } = room;
  const scene = layoutPicture(picture, { width, bandHeight, unit, size, zoom });
  const compact = COMPACT_PX * unit;
  const fits = height === 0 || scene.height <= height;
  if (fits || size !== "plain" || bandHeight <= compact) return scene;
  return layoutPicture(picture, { width, bandHeight: compact, unit, size, zoom });
}

/** How far words may rise over a picture that stands on the floor of its room, px of the picture. */
export function headroomOver(scene: Scene, { height, headroom }: Room, scale: number): number {
  return headroom / scale + Math.max(0, height / scale - scene.height);
}
