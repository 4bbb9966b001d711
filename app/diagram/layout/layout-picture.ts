/** From a picture to a scene: everything gets its place. Pure, and the same for the same input. */

import { heightsOf } from "./place/heights";
import { measureRow } from "./place/measure";
import { measuresOf } from "./place/measures";
import { place } from "./place/place";
import { standInsOf } from "./place/stand-ins";
import { widthsOf } from "./place/widths";
import type { Picture } from "./plan";
import type { Scene, SceneOptions } from "./scene";

/** Lays a picture out bottom-up: neighbours share the width of what they stand on, and many alike are gathered. */
export function layoutPicture(picture: Picture, options: SceneOptions): Scene {
  const measures = measuresOf(options);
  const { margin, zoom } = measures;
  const row = measureRow(picture.ground, measures);
  const width = Math.max(Math.round(options.width * zoom), row.least + 2 * margin);
  const ground = widthsOf(row, margin, width - 2 * margin, measures);
  const heights = heightsOf(ground, options.size, measures);
  const { items, height } = place(ground, heights, options.size, measures);
  return {
    width,
    height,
    items,
    scale: heights.scale,
    summary: picture.summary,
    standIns: standInsOf(picture, items),
  };
}
