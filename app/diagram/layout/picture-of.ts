/** From a world's layers to a picture of them: what stands on what, in what, and beside what. */
import type { LayerView } from "../../sim/index";
import type { Builder } from "./picture/builder";
import { indexOf } from "./picture/layer-index";
import { summaryOf } from "./picture/summary";
import { towerPlan } from "./picture/towers";
import type { Picture } from "./plan";

/** A picture of everything there is, in full detail; the layout gathers what it has no room for. */
export function pictureOf(layers: readonly LayerView[]): Picture {
  const index = indexOf(layers);
  const engines = layers.filter(({ kind, uses }) => kind === "engine" && uses.length === 0);
  const builder: Builder = { index, standIns: new Map(), manyEngines: engines.length > 1 };
  const ground = layers
    .filter(({ kind }) => kind === "hardware")
    .map((hardware) => towerPlan(builder, hardware));
  return { ground, summary: summaryOf(index), standIns: builder.standIns };
}
