/** One drawn item: its element, what was written into it, and its way from place to place. */
import "d3-transition";
import { type Selection, select } from "d3-selection";
import { interrupt } from "d3-transition";
import type { SceneItem } from "../layout/scene";
import { inSight, type Seen } from "./in-sight";
import { type Attributes, type Box, type Part, patchParts, writeAttributes } from "./part";
import { drawnAlike, itemParts } from "./parts/item-parts";

/** What is needed to draw any item of a picture. */
export interface Pen {
  readonly prefix: string;
  readonly unit: number;
  /** What is seen of it; `null`: all. */
  readonly seen: Seen | null;
}

/** What an element shows. */
export interface Figure {
  readonly element: SVGGElement;
  item: SceneItem;
  pen: Pen;
  className: string;
  tree: Attributes;
  parts: readonly Part[];
  /** Where its words were drawn: as its item says, or where they are seen. */
  labelX: number;
  noteX: number;
  /** Where it is; y from the ground, upwards negative, so that a picture that grows leaves its ground alone. */
  box: Box;
  /** Where it will be when it has come to rest. */
  target: Box;
}

const NOWHERE: Box = { x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN };

/** A new figure that shows nothing yet. */
export function newFigure(element: SVGGElement, item: SceneItem, pen: Pen): Figure {
  element.setAttribute("data-id", item.id);
  const { labelX, noteX } = item;
  const undrawn = { className: "", tree: {}, parts: [], box: NOWHERE, target: NOWHERE };
  return { element, item, pen, labelX, noteX, ...undrawn };
}

/** Whether two boxes are the same. */
export function sameBox(one: Box, other: Box): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

/** Writes class and tree attributes where they differ. */
export function dress(figure: Figure, className: string, tree: Attributes): void {
  if (figure.className !== className) figure.element.setAttribute("class", className);
  writeAttributes(figure.element, figure.tree, tree);
  figure.className = className;
  figure.tree = tree;
}

/** Shows `item` where the figure is; nothing is written if it looks as before. */
export function depict(figure: Figure, item: SceneItem, pen: Pen): void {
  const before = figure.item;
  const samePen = figure.pen.unit === pen.unit && figure.pen.prefix === pen.prefix;
  figure.item = item;
  figure.pen = pen;
  if (figure.parts.length === 0) return;
  if (!samePen || !drawnAlike(before, item)) repaint(figure, figure.box);
  else keepInSight(figure);
}

/** Moves a figure's words to where they are seen, if they are not there already. */
function keepInSight(figure: Figure): void {
  const { labelX, noteX } = inSight(figure.item, figure.box, figure.pen.seen, figure.pen.unit);
  if (labelX !== figure.labelX || noteX !== figure.noteX) repaint(figure, figure.box);
}

/** Tells a figure what is seen of its picture now. */
export function look(figure: Figure, seen: Seen | null): void {
  figure.pen = { ...figure.pen, seen };
  if (figure.parts.length > 0) keepInSight(figure);
}

/** Shows the figure in `box`. */
export function showAt(figure: Figure, box: Box): void {
  const { element, box: last } = figure;
  if (last.x !== box.x || last.y !== box.y) {
    element.setAttribute("transform", `translate(${rounded(box.x)}, ${rounded(box.y)})`);
  }
  if (last.width !== box.width || last.height !== box.height) repaint(figure, box);
  figure.box = box;
  if (last.x !== box.x) keepInSight(figure);
}

function repaint(figure: Figure, box: Box): void {
  const { prefix, unit, seen } = figure.pen;
  const item = inSight(figure.item, box, seen, unit);
  const parts = itemParts(item, box, prefix, unit);
  patchParts(figure.element, figure.parts, parts);
  figure.parts = parts;
  figure.labelX = item.labelX;
  figure.noteX = item.noteX;
}

/** Ends what moves the figure and puts it where it belongs. */
export function settle(figure: Figure): void {
  interrupt(figure.element, GLIDE);
  showAt(figure, figure.target);
}

const GLIDE = "glide";
const APPEAR = "appear";

/** Fast at first, then ever slower. */
const easeOut = (time: number) => 1 - (1 - time) ** 3;

/** Lets figures glide to their targets from wherever they are; a later call takes over. */
export function glide(figures: readonly Figure[], milliseconds: number): void {
  for (const figure of figures) {
    select(figure.element)
      .transition(GLIDE)
      .duration(milliseconds)
      .ease(easeOut)
      .tween("box", () => {
        const { box: from, target: to } = figure;
        return (time) => showAt(figure, between(from, to, time));
      });
  }
}

/** Runs `follow` as long as a glide that begins now lasts. */
export function during(element: SVGGElement, milliseconds: number, follow: () => void): void {
  select(element)
    .transition(GLIDE)
    .duration(milliseconds)
    .tween("follow", () => follow);
}

/** Lets new elements fade in. */
export function fadeIn(entered: Selection<SVGGElement, SceneItem, SVGGElement, unknown>, ms: number): void {
  entered
    .attr("opacity", 0)
    .transition(APPEAR)
    .duration(ms)
    .ease(easeOut)
    .attr("opacity", 1)
    .on("end interrupt cancel", function () {
      this.removeAttribute("opacity");
    });
}

/** Ends all movement of an element that goes. */
export function halt(element: SVGGElement): void {
  interrupt(element, GLIDE);
  interrupt(element, APPEAR);
}

function between(from: Box, to: Box, share: number): Box {
  if (share >= 1) return to;
  const mix = (one: number, other: number) => one + (other - one) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}

function rounded(length: number): number {
  return Math.round(length * 100) / 100;
}
