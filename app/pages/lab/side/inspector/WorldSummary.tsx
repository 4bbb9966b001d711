/** The inspector while nothing is selected: what there is in the world, what it costs, and what to do. */
import { useLab } from "../../context";
import { BillTable } from "../BillTable";
import { countWords } from "../bill-rows";
import { currentWorld } from "../current-world";

/** A calm page of its own. */
export function WorldSummary() {
  const world = useLab(currentWorld);
  const bill = useLab((state) => state.bills[state.slot]);
  if (!world) return <p className="side-note">There is no world yet.</p>;
  const empty = world.layers.length === 0;
  return (
    <>
      <h3 className="layer-title">{world.head.title || "This world"}</h3>
      {bill && !empty && <p className="layer-kind number">{countWords(bill)}</p>}
      <p className="summary-hint">
        {empty
          ? "Nothing stands here yet. Put a server or a laptop from the palette onto the ground, or choose a scenario."
          : "Select a layer to see what it stands on, what it takes, and what can be done to it."}
      </p>
      {!empty && <BillTable />}
    </>
  );
}
