/** Gatherings and the cells in them: one of many alike, with its name where there is room, else as a small square. */
import type { Look } from "../../layout/plan";
import type { SceneItem } from "../../layout/scene";
import type { Box, Part } from "../part";
import { cellUrl } from "../patterns";
import { cornerOf } from "./bands";
import { badges, outline } from "./marks";
import { textParts } from "./texts";

/** The box around many alike, with its line of text. */
export function gatheringParts(item: SceneItem, box: Box, unit: number): Part[] {
  const radius = cornerOf(item.role) * unit;
  const { width, height } = box;
  return [
    { key: "body", tag: "rect", attributes: { class: "body", width, height, rx: radius } },
    ...outline(item, box, radius),
    ...textParts(item, unit),
    ...badges(item, box, unit),
  ];
}

/** One of many, in the colour of what it is (one with a kernel of its own shows it): a chip with its name, or a square whose lines say how it is. */
export function cellParts(item: SceneItem, box: Box, prefix: string, unit: number): Part[] {
  const system = item.role === "kernel" && (item.look === "done" || item.look === "working");
  const fill = system ? cellUrl(prefix, item.label === "" ? "square" : "chip") : null;
  if (item.label === "") {
    const attributes = { class: "body", d: cellPath(item.look, box.width, box.height), fill };
    return [{ key: "body", tag: "path", attributes }];
  }
  const { width, height } = box;
  const radius = 4 * unit;
  return [
    { key: "body", tag: "rect", attributes: { class: "body", width, height, rx: radius, fill } },
    ...outline(item, box, radius),
    ...textParts(item, unit),
    ...badges(item, box, unit),
  ];
}

/** Outline of a square with what its look adds: a cross, two bars, one diagonal. */
export function cellPath(look: Look, width: number, height: number): string {
  const square = `M0 0H${width}V${height}H0Z`;
  if (look === "failed") return `${square}M0 0L${width} ${height}M${width} 0L0 ${height}`;
  if (look === "off") return `${square}M0 ${height}L${width} 0`;
  if (look === "paused") {
    const [top, bottom] = [round(height / 4), round((height * 3) / 4)];
    return `${square}M${round(width * 0.36)} ${top}V${bottom}M${round(width * 0.64)} ${top}V${bottom}`;
  }
  return square;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
