/** The skeleton of a drawing in an SVG element, and what is remembered of it from one drawing to the next. */
import { select } from "d3-selection";
import type { Scene } from "../layout/scene";
import { type Figure, halt, look } from "./figure";
import type { Seen } from "./in-sight";
import type { Part } from "./part";
import { definePaint } from "./patterns";

/** Layers of a drawing, from below: items, what lies over them, happenings. */
export interface Canvas {
  readonly prefix: string;
  readonly root: SVGGElement;
  readonly items: SVGGElement;
  readonly over: SVGGElement;
  readonly flashes: SVGGElement;
  /** By identifier. */
  readonly figures: Map<string, Figure>;
  overParts: readonly Part[];
  flashParts: readonly Part[];
  /** What is seen of the picture; `null`: all. */
  seen: Seen | null;
  /** Gives the picture the scene's size. */
  fit(scene: Scene): void;
  /** Whether lights run over what is at work. */
  showSheens(shown: boolean): void;
}

const CANVASES = new WeakMap<SVGSVGElement, Canvas>();

/** The canvas of an SVG element, made anew where there is none; with `prefix` `null`, whichever there is. */
export function canvasOf(svg: SVGSVGElement, prefix: string | null): Canvas {
  const found = CANVASES.get(svg);
  if (found && (prefix === null || found.prefix === prefix)) return found;
  clearCanvas(svg);
  const canvas = newCanvas(svg, prefix ?? "");
  CANVASES.set(svg, canvas);
  return canvas;
}

/** Tells a picture what is seen of it: words of wide bands move there. Answers with what was seen before. */
export function lookAt(svg: SVGSVGElement, seen: Seen | null): Seen | null {
  const canvas = canvasOf(svg, null);
  const before = canvas.seen;
  canvas.seen = seen;
  if (before?.from !== seen?.from || before?.to !== seen?.to)
    for (const figure of canvas.figures.values()) look(figure, seen);
  return before;
}

/** Ends all movement in a picture and empties it. */
export function clearCanvas(svg: SVGSVGElement): void {
  const canvas = CANVASES.get(svg);
  if (!canvas) return;
  halt(canvas.over);
  for (const { element } of canvas.figures.values()) halt(element);
  CANVASES.delete(svg);
  svg.replaceChildren();
}

function newCanvas(svg: SVGSVGElement, prefix: string): Canvas {
  const selection = select(svg);
  definePaint(selection, prefix);
  const root = selection.append("g").attr("class", "scene").attr("role", "none");
  const layer = (name: string) => root.append("g").attr("class", name);
  const hidden = (name: string) => layer(name).attr("aria-hidden", "true");
  const [items, over, flashes] = [layer("items").attr("role", "none"), hidden("over"), hidden("flashes")];
  const width = memory<number>();
  const height = memory<number>();
  const sheens = memory<boolean>();
  return {
    prefix,
    root: existing(root.node()),
    items: existing(items.node()),
    over: existing(over.node()),
    flashes: existing(flashes.node()),
    figures: new Map(),
    overParts: [],
    flashParts: [],
    seen: null,
    fit(scene) {
      const grown = height.changes(scene.height);
      if (grown) root.attr("transform", `translate(0, ${scene.height})`);
      if (!width.changes(scene.width) && !grown) return;
      selection.attr("viewBox", `0 0 ${scene.width} ${scene.height}`);
      selection.attr("width", scene.width).attr("height", scene.height).attr("overflow", "visible");
    },
    showSheens(shown) {
      if (sheens.changes(shown)) root.attr("class", shown ? "scene" : "scene without-sheens");
    },
  };
}

/** Remembers a value and says whether the next one differs. */
function memory<T>() {
  let last: T | undefined;
  return {
    changes(next: T): boolean {
      const changed = next !== last;
      last = next;
      return changed;
    },
  };
}

function existing(element: SVGGElement | null): SVGGElement {
  if (!element) throw new Error("an element that was just appended is missing");
  return element;
}
