/** Frames: isolation is a line style. A machine's border is closed and double; a container's is single, with gaps where it shares. */
import type { SceneItem } from "../../layout/scene";
import type { Box, Part } from "../part";
import { closedFrame, openFrame, sharedEdge } from "../shapes";
import { cornerOf } from "./bands";
import { badges } from "./marks";
import { textParts } from "./texts";

/** Between the two lines of a machine's border, px at unit 1. */
const DOUBLE = 3;

/** How a frame is drawn, from its upper left corner, in a box of this size. */
export function frameParts(item: SceneItem, { width, height }: Box, unit: number): Part[] {
  const radius = Math.min(cornerOf(item.role) * unit, width / 2, height / 2);
  const box = { x: 0, y: 0, width, height };
  const between = DOUBLE * unit;
  const inner = {
    x: between,
    y: between,
    width: Math.max(0, width - 2 * between),
    height: Math.max(0, height - 2 * between),
  };
  const closed = item.role === "vm";
  return [
    {
      key: "body",
      tag: "path",
      attributes: { class: "body", d: closed ? closedFrame(box, radius) : openFrame(box, radius) },
    },
    closed
      ? {
          key: "inner",
          tag: "path",
          attributes: { class: "inner", d: closedFrame(inner, Math.max(0, radius - 2)) },
        }
      : { key: "shared", tag: "path", attributes: { class: "shared", d: sharedEdge(box) } },
    ...textParts(item, unit),
    ...badges(item, box, unit),
  ];
}
