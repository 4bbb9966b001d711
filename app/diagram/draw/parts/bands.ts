/** Bands: one layer each. Colour and pattern say the role, the rest how it is. */
import type { Role } from "../../layout/plan";
import type { SceneItem } from "../../layout/scene";
import { trueHeightBarEnd, trueHeightBarOf } from "../../layout/true-height-bar";
import type { Box, Part } from "../part";
import { type PatternName, patternUrl } from "../patterns";
import { badges, outline, sheen, stripes } from "./marks";
import { textParts } from "./texts";

const PATTERNS: Partial<Record<Role, PatternName>> = {
  userland: "dots",
  image: "dots",
  hypervisor: "hatch",
  engine: "chevrons",
};

/** Roles whose pattern covers the left edge only, so that the label stays on plain ground. */
const EDGED: ReadonlySet<Role> = new Set(["hypervisor", "engine"]);
/** Width of such an edge, and of the bands that are too narrow for one, px at unit 1. */
const EDGE = 18;
const NARROW = 72;
/** Between a band's border and the pattern in it, px. */
const INSIDE = 1.5;
/** Thickness of the line that hardware stands on, px at unit 1. */
const BASE = 4;
/** Between the bar that says a true height and a pattern beside it, px at unit 1. */
const BESIDE_BAR = 2;

/** How a band is drawn, from its upper left corner, in a box of this size. */
export function bandParts(item: SceneItem, box: Box, prefix: string, unit: number): Part[] {
  const radius = cornerOf(item.role) * unit;
  const { width, height } = box;
  return [
    { key: "body", tag: "rect", attributes: { class: "body", width, height, rx: radius } },
    ...pattern(item, box, radius, prefix, unit),
    ...base(item, box, unit),
    ...stripes(item, box, radius, prefix),
    ...trueHeightBar(item, box, unit),
    ...outline(item, box, radius),
    ...sheen(item, box, prefix),
    ...textParts(item, unit),
    ...badges(item, box, unit),
  ];
}

/** Radius of a role's corners, px at unit 1: an application's are round. */
export function cornerOf(role: Role): number {
  return role === "app" ? 12 : role === "vm" || role === "container" ? 8 : role === "gathering" ? 6 : 4;
}

function pattern(item: SceneItem, box: Box, radius: number, prefix: string, unit: number): Part[] {
  const name = PATTERNS[item.role];
  const edged = EDGED.has(item.role);
  if (!name || (edged && box.width < NARROW * unit)) return [];
  const pale = item.look === "idle" || item.look === "off" || item.look === "paused";
  const right = edged ? INSIDE + EDGE * unit : box.width - INSIDE;
  const left = edged && item.trueHeight !== null ? (trueHeightBarEnd(item.role) + BESIDE_BAR) * unit : INSIDE;
  const attributes = {
    class: "pattern",
    x: left,
    y: INSIDE,
    width: Math.max(0, right - left),
    height: Math.max(0, box.height - 2 * INSIDE),
    rx: Math.max(0, radius - INSIDE),
    fill: patternUrl(prefix, name, pale),
  };
  return [{ key: "pattern", tag: "rect", attributes }];
}

function base(item: SceneItem, { width, height }: Box, unit: number): Part[] {
  if (item.role !== "hardware") return [];
  const thick = BASE * unit;
  return [
    {
      key: "base",
      tag: "rect",
      attributes: { class: "base", y: height - thick, width, height: thick, rx: 2 * unit },
    },
  ];
}

/** How high the band would be by scale, where it is drawn higher so that it can be read: a bar on a track. */
function trueHeightBar(item: SceneItem, { height }: Box, unit: number): Part[] {
  if (item.trueHeight === null) return [];
  const high = Math.min(height, Math.max(1, item.trueHeight));
  const bar = trueHeightBarOf(item.role);
  const column = { x: bar.x * unit, width: bar.width * unit };
  return [
    { key: "track", tag: "rect", attributes: { class: "true-height-track", ...column, height } },
    {
      key: "true-height",
      tag: "rect",
      attributes: { class: "true-height", ...column, y: height - high, height: high },
    },
  ];
}
