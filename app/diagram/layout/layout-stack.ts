/** From a stack of layers to boxes with coordinates: pure, and the same for the same input. */
import { fitText } from "./fit-text";
import type { Isolation, Layer, LayerRole, LayerState, Stack } from "./stack";

export interface Band {
  id: string;
  role: LayerRole;
  state: LayerState;
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  note: string;
  /** Where the label starts, or its middle where it is centred, from the band's left edge. */
  labelX: number;
  centred: boolean;
  /** Whether there is room for the mark of a layer at work or failed, before the label. */
  marked: boolean;
  /** Where the note ends. */
  noteX: number;
}

export interface Frame {
  id: string;
  kind: Isolation["kind"];
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface StackLayout {
  width: number;
  height: number;
  bands: Band[];
  frames: Frame[];
}

export interface LayoutOptions {
  /** Width on offer; the layout is wider where bands would become too narrow to tell apart. */
  width: number;
  bandHeight: number;
  /** Pixels per rem over 16: all other lengths grow with the type. */
  unit: number;
}

const GAP = 4;
const INSET = 7;
/** Inside frames that stand close together. */
const TIGHT_INSET = 4;
const CLOSE_GROUPS = 4;
const MARGIN = 4;
const LEAST_BAND = 28;
const PADDING = 12;
const NARROW_PADDING = 3;
const NARROW = 72;
const ICON = 18;
/** Hypervisors and engines carry their pattern on the left edge. */
const EDGE = 16;
const EDGED: ReadonlySet<LayerRole> = new Set(["hypervisor", "engine"]);

interface Node {
  layer: Layer;
  children: Node[];
}

/** Lays a stack out bottom-up; siblings share the width of what they stand on. */
export function layoutStack(stack: Stack, options: LayoutOptions): StackLayout {
  const { bandHeight, unit } = options;
  const gap = GAP * unit;
  const inset = (stack.groups.length >= CLOSE_GROUPS ? TIGHT_INSET : INSET) * unit;
  const margin = MARGIN * unit;
  const kinds = new Map(stack.groups.map((group) => [group.id, group.kind]));
  const roots = treesOf(stack.layers);

  const enters = (node: Node, parent: Layer | null) =>
    node.layer.group !== null && node.layer.group !== (parent?.group ?? null);

  const leastWidth = (node: Node, parent: Layer | null): number => {
    const above = rowWidth(node.children.map((child) => leastWidth(child, node.layer)));
    return Math.max(above, LEAST_BAND * unit) + (enters(node, parent) ? 2 * inset : 0);
  };
  const rowWidth = (widths: number[]) =>
    widths.reduce((sum, width) => sum + width, 0) + Math.max(0, widths.length - 1) * gap;

  const heightOf = (node: Node, parent: Layer | null): number => {
    const above = Math.max(0, ...node.children.map((child) => heightOf(child, node.layer) + gap));
    return bandHeight + above + (enters(node, parent) ? 2 * inset : 0);
  };

  const width = Math.max(options.width, rowWidth(roots.map((root) => leastWidth(root, null))) + 2 * margin);
  const height = Math.max(bandHeight, ...roots.map((root) => heightOf(root, null))) + 2 * margin;
  const bands: Band[] = [];
  const frames: Frame[] = [];

  const placeRow = (nodes: Node[], parent: Layer | null, x: number, bottom: number, room: number) => {
    const least = nodes.map((node) => leastWidth(node, parent));
    const widths = share(room - Math.max(0, nodes.length - 1) * gap, nodes.map(weightOf), least);
    let left = x;
    nodes.forEach((node, index) => {
      const own = widths[index] ?? 0;
      place(node, parent, left, bottom, own);
      left += own + gap;
    });
  };

  const place = (node: Node, parent: Layer | null, x: number, bottom: number, room: number) => {
    const framed = enters(node, parent);
    const pad = framed ? inset : 0;
    if (framed && node.layer.group !== null) {
      const tall = heightOf(node, parent);
      frames.push({
        id: node.layer.group,
        kind: kinds.get(node.layer.group) ?? "container",
        ...rounded({ x, y: bottom - tall, width: room, height: tall }),
      });
    }
    const box = rounded({
      x: x + pad,
      y: bottom - pad - bandHeight,
      width: room - 2 * pad,
      height: bandHeight,
    });
    bands.push({ ...bandText(node.layer, room - 2 * pad, unit), ...box });
    placeRow(node.children, node.layer, x + pad, bottom - pad - bandHeight - gap, room - 2 * pad);
  };

  placeRow(roots, null, margin, height - margin, width - 2 * margin);
  return { width: Math.round(width), height: Math.round(height), bands, frames };
}

function treesOf(layers: readonly Layer[]): Node[] {
  const nodes = new Map(layers.map((layer) => [layer.id, { layer, children: [] as Node[] }]));
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const below = node.layer.on === null ? null : nodes.get(node.layer.on);
    if (below === undefined) throw new Error(`layer ${node.layer.id} stands on nothing: ${node.layer.on}`);
    (below?.children ?? roots).push(node);
  }
  return roots;
}

const weightOf = (node: Node) => node.layer.weight ?? 1;

/** Splits a length by weights, but gives no part less than its least. */
function share(length: number, weights: number[], least: number[]): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const taken = least.reduce((sum, width, index) => sum + (fixed.has(index) ? width : 0), 0);
    const rest = weights.reduce((sum, weight, index) => sum + (fixed.has(index) ? 0 : weight), 0);
    const part = (index: number) => ((length - taken) * (weights[index] ?? 1)) / rest;
    const short = weights.findIndex((_, index) => !fixed.has(index) && part(index) < (least[index] ?? 0));
    if (short === -1 || fixed.size === weights.length - 1) {
      return weights.map((_, index) => (fixed.has(index) ? (least[index] ?? 0) : part(index)));
    }
    fixed.add(short);
  }
}

function bandText(layer: Layer, width: number, unit: number) {
  const narrow = width < NARROW * unit;
  const padding = (narrow ? NARROW_PADDING : PADDING) * unit;
  const edge = EDGED.has(layer.role) && !narrow ? EDGE * unit : 0;
  const mark = layer.state === "working" || layer.state === "failed" ? ICON * unit : 0;
  const fitAfter = (indent: number) =>
    fitText(layer.labels, layer.notes, width - indent - padding, {
      labelSize: 15 * unit,
      noteSize: 14 * unit,
      bold: layer.role === "kernel" || mark > 0,
      gap: 16 * unit,
    });
  const withMark = fitAfter(padding + edge + mark);
  // A name says more than a mark; the outline says what the mark says.
  const marked = mark > 0 && withMark.label !== "";
  const fitted = marked ? withMark : fitAfter(padding + edge);
  return {
    id: layer.id,
    role: layer.role,
    state: layer.state,
    ...fitted,
    labelX: Math.round(narrow ? width / 2 : padding + edge + (marked ? mark : 0)),
    centred: narrow,
    marked: marked && !narrow,
    noteX: Math.round(width - padding),
  };
}

function rounded<Box extends { x: number; y: number; width: number; height: number }>(box: Box): Box {
  const x = Math.round(box.x);
  const y = Math.round(box.y);
  const right = Math.round(box.x + box.width);
  const bottom = Math.round(box.y + box.height);
  return { ...box, x, y, width: right - x, height: bottom - y };
}
