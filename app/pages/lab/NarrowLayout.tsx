import { Centre } from "./Centre";
import { LookingBack } from "./LookingBack";
import { Palette } from "./Palette";
import { type Part, PartTabs } from "./PartTabs";
import { LAYER_PARTS, useChosenPart } from "./parts";
import { CommandDrawer } from "./side/CommandDrawer";
import { RefusedCard } from "./side/RefusedCard";
import { Transport } from "./Transport";

const PARTS: readonly Part[] = [
  { id: "palette", label: "Palette", content: <Palette /> },
  ...LAYER_PARTS,
  { id: "commands", label: "Commands", content: <CommandDrawer /> },
];

/** Everything below each other: the diagram, time, and the rest in tabs. What was refused is said wherever one is. */
export function NarrowLayout() {
  const [part, choosePart] = useChosenPart("palette");
  return (
    <div className="lab-stacked">
      <Centre fills={false} />
      <Transport />
      <LookingBack />
      <PartTabs name="Parts of the laboratory" parts={PARTS} chosen={part} onChoose={choosePart} headed />
      <div className="lab-low">
        <RefusedCard />
      </div>
    </div>
  );
}
