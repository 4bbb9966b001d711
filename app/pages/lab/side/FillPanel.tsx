/** How many fit: one after another is added until the machine takes no more. */
import { useState } from "react";
import { fillPlaces } from "../../../state/lab/fill-choices";
import { Button } from "../../../ui/Button";
import { Progress } from "../../../ui/Progress";
import { Select } from "../../../ui/Select";
import { useLab, useLabActions } from "../context";
import { currentLayers } from "./current-world";
import { FillResult } from "./FillResult";
import "./side.css";
import "./fill.css";

/** Where, with what, and what came of it. */
export function FillPanel() {
  const layers = useLab(currentLayers);
  const busy = useLab((state) => state.busy);
  const progress = useLab((state) => state.progress);
  const filled = useLab((state) => state.filled);
  const actions = useLabActions();
  const [layer, setLayer] = useState("");
  const [wanted, setWanted] = useState("");
  const places = fillPlaces(layers);
  const place = places.find((each) => each.layer === layer) ?? places[0];
  const what = place?.whats.find(({ value }) => value === wanted) ?? place?.whats[0];
  if (!place || !what) {
    return (
      <p className="side-note fill">
        See how many virtual machines or containers fit on a machine. For that it needs a hypervisor or an
        engine first.
      </p>
    );
  }
  return (
    <div className="fill">
      <p className="side-note">One after another is added until the machine takes no more.</p>
      <Select
        name="Where to add"
        value={place.layer}
        options={places.map((each) => ({ value: each.layer, text: each.label }))}
        onChoose={setLayer}
      />
      <Select
        name={place.kind === "vm" ? "Operating system to add" : "Image to add"}
        value={what.value}
        options={place.whats}
        onChoose={setWanted}
      />
      <Button unavailable={busy !== null} onPress={() => actions.fill(place.kind, place.machine, what.value)}>
        Fill until full
      </Button>
      {busy !== null && (
        <div className="fill-busy">
          <p>{busy}</p>
          <Progress name={busy} done={progress?.done ?? 0} total={progress?.total ?? null} />
          {progress && <p className="number">{progress.text}</p>}
        </div>
      )}
      <div role="status">{filled && busy === null && <FillResult report={filled} />}</div>
    </div>
  );
}
