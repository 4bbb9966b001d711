/** The right-hand panel: the selected layer, or the whole world while nothing is selected. */
import { useLab } from "../context";
import { LayerInspection } from "./inspector/LayerInspection";
import { WorldSummary } from "./inspector/WorldSummary";
import "./side.css";
import "./inspector.css";

/** Reads the selection; actions go to the store. */
export function Inspector() {
  const selected = useLab((state) => state.selected);
  const inspection = useLab((state) => state.inspection);
  const offers = useLab((state) => state.offers);
  const shown = selected !== null && inspection !== null;
  return (
    <div className="inspector">
      {shown ? <LayerInspection inspection={inspection} offers={offers} /> : <WorldSummary />}
    </div>
  );
}
