/** The parts beside and below the diagram that share a place. */

import type { Part } from "./PartTabs";
import { BillTable } from "./side/BillTable";
import { FillPanel } from "./side/FillPanel";
import { Inspector } from "./side/Inspector";

/** What the inspector shows: the layer that is selected, how much fits, and what it all takes. */
export const LAYER_PARTS: readonly [Part, ...Part[]] = [
  { id: "layer", label: "Layer", content: <Inspector /> },
  { id: "fill", label: "Fill", content: <FillPanel /> },
  { id: "bill", label: "Bill", content: <BillTable /> },
];
