/** A living picture of a stack: however many layouts arrive within a frame, it is drawn once. */
import { select } from "d3-selection";
import type { StackLayout } from "../layout/layout-stack";
import { drawStack } from "./draw-stack";

export interface StackPicture {
  update(layout: StackLayout, unit: number): void;
  dispose(): void;
}

const MOTION_MS = 200;

const idsOf = ({ bands }: StackLayout) => bands.map(({ id }) => id).join(" ");

/** Makes a picture in an SVG element; disposing it stops frames and transitions, and empties it. */
export function createStackPicture(element: SVGSVGElement, prefix: string): StackPicture {
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  let pending: { layout: StackLayout; unit: number } | null = null;
  let drawn: string | null = null;
  let frame = 0;

  const draw = () => {
    frame = 0;
    if (!pending) return;
    const { layout, unit } = pending;
    pending = null;
    // Bands glide when layers came or went; a resized pane is followed at once.
    const changed = drawn !== null && drawn !== idsOf(layout);
    drawn = idsOf(layout);
    drawStack(element, layout, { prefix, unit, motionMs: changed && !reduced.matches ? MOTION_MS : 0 });
  };

  return {
    update(layout, unit) {
      pending = { layout, unit };
      if (drawn === null) draw();
      else frame ||= requestAnimationFrame(draw);
    },
    dispose() {
      cancelAnimationFrame(frame);
      select(element).selectAll("g.band").interrupt("place");
      element.replaceChildren();
    },
  };
}
