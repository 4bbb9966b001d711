/** Draws a scene into an SVG element. Idempotent: what is drawn already is not touched. */
import { select } from "d3-selection";
import type { Scene, SceneItem } from "../layout/scene";
import { type Canvas, canvasOf } from "./canvas";
import { classesOf } from "./classes";
import type { DrawState } from "./draw-state";
import { lit, shownAs, worded } from "./emphasis";
import {
  depict,
  dress,
  during,
  type Figure,
  fadeIn,
  glide,
  halt,
  newFigure,
  sameBox,
  settle,
} from "./figure";
import { type Mark, overParts, type RingKind } from "./over";
import { type Box, patchParts } from "./part";
import { isTreeItem, treeAttributes } from "./tree-attributes";

/** When more than this would move at once, they jump. Cells always do: gliding squares help nobody. */
const MOST_GLIDING = 150;
/** More sheens at once are unrest; outlines say the same. */
const MOST_SHEENS = 24;

/**
 * Shows `scene` in `svg`, joined by identifiers. Things glide to new places in `state.motionMs`, and a call meanwhile
 * takes over from where they are. The first drawing does not move.
 */
export function drawScene(svg: SVGSVGElement, scene: Scene, state: DrawState): void {
  const canvas = canvasOf(svg, state.prefix);
  const first = canvas.figures.size === 0;
  const motionMs = first ? 0 : state.motionMs;
  canvas.fit(scene);
  const moving = drawItems(canvas, scene, state, motionMs);
  const drawOver = overlay(canvas, scene, state);
  drawOver();
  if (moving) during(canvas.over, motionMs, drawOver);
}

/** Draws all items and answers whether any of them is on its way. */
function drawItems(canvas: Canvas, scene: Scene, state: DrawState, motionMs: number): boolean {
  const { figures } = canvas;
  const emphasis = {
    revealed: state.revealed && lit(scene, state.revealed),
    found: state.found && lit(scene, state.found),
  };
  const tree = { ...state, ...treeFocus(scene, state) };
  const pen = { prefix: state.prefix, unit: state.unit, seen: canvas.seen };
  const moved: Figure[] = [];
  let sheens = 0;

  const joined = select(canvas.items)
    .selectChildren<SVGGElement, SceneItem>()
    .data(scene.items, (item) => item.id);
  joined.exit<SceneItem>().each(function (item) {
    halt(this as SVGGElement);
    figures.delete(item.id);
    (this as SVGGElement).remove();
  });
  const entered = joined.enter().append("g");
  entered
    .merge(joined)
    .order()
    .each(function (item) {
      const target = groundBox(item, scene);
      let figure = figures.get(item.id);
      const isNew = figure === undefined;
      if (!figure) {
        figure = newFigure(this, item, pen);
        figures.set(item.id, figure);
      } else depict(figure, item, pen);
      dress(figure, classesOf(item, emphasis), treeAttributes(item, tree));
      if (item.look === "working" && item.kind === "band") sheens++;
      if (sameBox(figure.target, target)) return;
      figure.target = target;
      if (isNew || motionMs === 0 || item.kind === "cell") settle(figure);
      else moved.push(figure);
    });
  canvas.showSheens(sheens <= MOST_SHEENS);
  const large = entered.filter(({ kind }) => kind !== "cell");
  if (motionMs > 0 && large.size() <= MOST_GLIDING) fadeIn(large, motionMs);
  if (moved.length > MOST_GLIDING) for (const figure of moved) settle(figure);
  else glide(moved, motionMs);
  return moved.length > 0 && moved.length <= MOST_GLIDING;
}

/** An item's box with y from the ground. */
function groundBox({ x, y, width, height }: SceneItem, scene: Scene): Box {
  return { x, y: y - scene.height, width, height };
}

/** What is selected and where the focus may enter: there is always one such item. */
function treeFocus(scene: Scene, state: DrawState) {
  const items = new Map(scene.items.map((item) => [item.id, item]));
  const current = state.current === null ? undefined : items.get(shownAs(scene, state.current, items) ?? "");
  const enters = current && isTreeItem(current, state.expanded) ? current : scene.items[0];
  const selected = state.selected === null ? null : shownAs(scene, state.selected, items);
  return { current: enters?.id ?? null, selected };
}

/** A function that draws what lies over the items, wherever they are at the time. */
function overlay(canvas: Canvas, scene: Scene, state: DrawState): () => void {
  const { figures } = canvas;
  const marks: Mark[] = [];
  const ring = (kind: RingKind, id: string | null) => {
    const shown = id === null ? null : shownAs(scene, id, figures);
    const figure = shown === null ? undefined : figures.get(shown);
    if (figure) marks.push({ ring: kind, item: figure.item });
  };
  for (const id of state.told) ring("told", id);
  for (const [id, difference] of state.differences ?? []) ring(difference, id);
  ring("selected", state.selected);
  ring("current", treeFocus(scene, state).current);
  if (state.drop) ring(state.drop.allowed ? "drop" : "drop-refused", state.drop.id);
  const words = worded(scene, state.differences ?? new Map()).flatMap((item) => {
    const difference = state.differences?.get(item.id);
    return difference && (item.kind !== "cell" || item.label !== "") ? [{ item, difference }] : [];
  });
  const options = { unit: state.unit, width: scene.width };
  const boxOf = (item: SceneItem) => figures.get(item.id)?.box ?? groundBox(item, scene);
  return () => {
    const parts = overParts(marks, words, boxOf, options);
    patchParts(canvas.over, canvas.overParts, parts);
    canvas.overParts = parts;
  };
}
