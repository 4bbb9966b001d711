/** The parts beside and below the diagram that share a place. */

import { useState } from "react";
import { useLab } from "./context";
import type { Part } from "./PartTabs";
import { BillTable } from "./side/BillTable";
import { FillPanel } from "./side/FillPanel";
import { Inspector } from "./side/Inspector";

/** The part about the selected layer. */
const LAYER = "layer";

/** What the inspector shows: the layer that is selected, how much fits, and what it all takes. */
export const LAYER_PARTS: readonly Part[] = [
  { id: LAYER, label: "Layer", content: <Inspector /> },
  { id: "fill", label: "Fill", content: <FillPanel /> },
  { id: "bill", label: "Bill", content: <BillTable /> },
];

/** `[chosen, choose]`: the part that is shown; a layer that is selected brings its own forward. */
export function useChosenPart(first = LAYER): [string, (part: string) => void] {
  const selected = useLab((state) => state.selected);
  const [seen, setSeen] = useState(selected);
  const [chosen, choose] = useState(first);
  if (selected !== seen) {
    setSeen(selected);
    if (selected !== null) choose(LAYER);
  }
  return [chosen, choose];
}
