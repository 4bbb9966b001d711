/** How each kind of item is drawn, and whether two of them look alike. Pure: no element is needed. */
import type { SceneItem } from "../../layout/scene";
import type { Box, Part } from "../part";
import { bandParts } from "./bands";
import { cellParts, gatheringParts } from "./cells";
import { frameParts } from "./frames";

/** The pieces of an item, from its upper left corner, in a box of this size (which differs while it glides). */
export function itemParts(item: SceneItem, box: Box, prefix: string, unit: number): Part[] {
  switch (item.kind) {
    case "band":
      return bandParts(item, box, prefix, unit);
    case "frame":
      return frameParts(item, box, unit);
    case "gathering":
      return gatheringParts(item, box, unit);
    case "cell":
      return cellParts(item, box, prefix, unit);
    case "span":
      return [
        { key: "body", tag: "rect", attributes: { class: "body", width: box.width, height: box.height } },
      ];
  }
}

/** Whether `itemParts` draws both alike, given boxes of the same size. */
export function drawnAlike(one: SceneItem, other: SceneItem): boolean {
  return (
    one === other ||
    (one.look === other.look &&
      one.label === other.label &&
      one.note === other.note &&
      one.labelX === other.labelX &&
      one.labelY === other.labelY &&
      one.noteX === other.noteX &&
      one.noteY === other.noteY &&
      one.centred === other.centred &&
      one.marked === other.marked &&
      one.compromised === other.compromised &&
      one.trueHeight === other.trueHeight &&
      one.kind === other.kind &&
      one.role === other.role)
  );
}
