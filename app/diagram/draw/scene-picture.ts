/** A living picture: however many scenes arrive within a frame, it is drawn once; happenings are seen for a moment. */
import type { Scene } from "../layout/scene";
import { canvasOf, clearCanvas, lookAt } from "./canvas";
import { drawScene } from "./draw-scene";
import type { DrawState } from "./draw-state";
import { shownAs } from "./emphasis";
import { type Flash, flashParts, type PlacedFlash } from "./flashes";
import type { Seen } from "./in-sight";
import { patchParts } from "./part";

export type { Flash } from "./flashes";

/** A picture in an SVG element. Whoever makes it disposes of it. */
export interface ScenePicture {
  /** Shows a scene: the first at once, later ones in the next frame. */
  update(scene: Scene, state: DrawState): void;
  /** Shows happenings for about 2.5 s. Those on nothing that is drawn are left out. */
  flash(flashes: readonly Flash[]): void;
  /** Tells what is seen of the picture, px of it from its left edge; `null`: all. */
  look(seen: Seen | null): void;
  /** Ends frames, movements and timers, and empties the element. */
  dispose(): void;
}

/** How long a happening is seen, ms. */
const FLASH_MS = 2_500;
/** Room for words above a picture of which nothing else is known, px at unit 1. */
const HEADROOM = 28;

/** Makes a picture in `svg`, which must be empty. */
export function createScenePicture(svg: SVGSVGElement): ScenePicture {
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  let pending: { scene: Scene; state: DrawState } | null = null;
  let drawn: { scene: Scene; state: DrawState } | null = null;
  let shown: PlacedFlash[] = [];
  let frame = 0;
  const timers = new Set<number>();

  const draw = () => {
    frame = 0;
    if (!pending) return;
    const { scene, state } = pending;
    const still = reduced.matches || (drawn !== null && onlyResized(drawn.scene, scene));
    drawScene(svg, scene, still ? { ...state, motionMs: 0 } : state);
    drawn = pending;
    pending = null;
    if (shown.length > 0) drawFlashes();
  };

  const drawFlashes = () => {
    if (!drawn) return;
    const canvas = canvasOf(svg, null);
    shown = shown.map((placed) => place(placed.flash) ?? placed);
    const { scene, state } = drawn;
    const { unit } = state;
    const boxes = () => [...canvas.figures.values()].map(({ target }) => target);
    const parts = flashParts(shown, {
      unit,
      width: scene.width,
      ceiling: -scene.height - (state.headroom ?? HEADROOM * unit),
      skyline: (left, right) =>
        Math.min(0, ...boxes().flatMap(({ x, y, width }) => (x < right && x + width > left ? [y] : []))),
    });
    patchParts(canvas.flashes, canvas.flashParts, parts);
    canvas.flashParts = parts;
  };

  const place = (flash: Flash): PlacedFlash | null => {
    if (!drawn) return null;
    const { figures } = canvasOf(svg, null);
    const figure = figures.get(shownAs(drawn.scene, flash.item, figures) ?? "");
    return figure ? { flash, item: figure.item, box: figure.target } : null;
  };

  const forget = (flashes: readonly Flash[]) => {
    const gone = new Set(flashes);
    shown = shown.filter(({ flash }) => !gone.has(flash));
    drawFlashes();
  };

  return {
    update(scene, state) {
      pending = { scene, state };
      if (drawn === null) draw();
      else frame ||= requestAnimationFrame(draw);
    },
    flash(flashes) {
      // What just came into the world is drawn by now.
      if (pending) {
        cancelAnimationFrame(frame);
        draw();
      }
      shown.push(...flashes.flatMap((flash) => place(flash) ?? []));
      drawFlashes();
      const timer = window.setTimeout(() => {
        timers.delete(timer);
        forget(flashes);
      }, FLASH_MS);
      timers.add(timer);
    },
    look(seen) {
      if (drawn !== null) lookAt(svg, seen);
    },
    dispose() {
      cancelAnimationFrame(frame);
      for (const timer of timers) clearTimeout(timer);
      clearCanvas(svg);
      pending = null;
      drawn = null;
      shown = [];
    },
  };
}

/** Whether two scenes hold the same things in another width: a pane that is being resized is followed at once. */
export function onlyResized(before: Scene, after: Scene): boolean {
  return (
    before.width !== after.width &&
    before.items.length === after.items.length &&
    before.items.every(({ id }, index) => id === after.items[index]?.id)
  );
}
