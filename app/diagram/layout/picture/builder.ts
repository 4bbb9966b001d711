/** What all builders of a picture share. */
import type { LayerIndex } from "./layer-index";

export interface Builder {
  readonly index: LayerIndex;
  /** Layers without a place of their own, and what shows them: filled while a picture is built. */
  readonly standIns: Map<string, string>;
  /** More than one engine is in the picture: names of containers alone would not tell them apart. */
  readonly manyEngines: boolean;
}
