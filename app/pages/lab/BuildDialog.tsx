import { type FormEvent, useState } from "react";
import type { WorldView } from "../../state/lab/lab-types";
import type { PaletteEntry } from "../../state/lab/palette";
import { Dialog } from "../../ui/Dialog";
import { BuildField } from "./BuildField";
import { build } from "./build";
import { useLab, useLabActions } from "./context";
import "./build-dialog.css";

/** Stands for the ground in the select of places. */
const GROUND = "";
const NO_LAYERS: WorldView["layers"] = [];

export interface BuildDialogProps {
  /** What is added; null: the dialog is closed. */
  entry: PaletteEntry | null;
  onClose(): void;
}

/** Says where something from the palette goes and what it is like, and adds it. */
export function BuildDialog({ entry, onClose }: BuildDialogProps) {
  return (
    <Dialog title={entry ? `Add: ${entry.label}` : ""} open={entry !== null} onClose={onClose}>
      {entry && <BuildForm entry={entry} onDone={onClose} />}
    </Dialog>
  );
}

function BuildForm({ entry, onDone }: { entry: PaletteEntry; onDone(): void }) {
  const slot = useLab((state) => state.slot);
  const layers = useLab((state) => state[state.slot]?.layers ?? NO_LAYERS);
  const actions = useLabActions();
  const [chosen, setChosen] = useState<string | null>(null);
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({});

  const targets = entry.targets(layers);
  const place = targets.find(({ layer }) => (layer ?? GROUND) === chosen) ?? targets[0];
  if (!place)
    return (
      <div className="build">
        <p>{entry.about}</p>
        <p>Nothing here can take it yet. Add what it stands on first.</p>
      </div>
    );
  const target = place.layer;
  const fields = entry.fields(layers, target);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const values = Object.fromEntries(fields.map(({ name, value }) => [name, written[name] ?? value]));
    build(actions, slot, layers, entry, target, values);
    onDone();
  };
  return (
    <form className="build" onSubmit={add}>
      <p>{entry.about}</p>
      <BuildField
        first
        field={{
          name: "where",
          label: "Where",
          kind: "select",
          value: target ?? GROUND,
          options: targets.map(({ layer, label }) => ({ value: layer ?? GROUND, text: label })),
        }}
        value={target ?? GROUND}
        onChange={setChosen}
      />
      {fields.map((field) => (
        <BuildField
          key={field.name}
          field={field}
          value={written[field.name] ?? field.value}
          onChange={(value) => setWritten((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <button type="submit" className="button button-primary build-add">
        Add
      </button>
    </form>
  );
}
