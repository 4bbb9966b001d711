import { type PointerEvent, useState } from "react";
import type { Slot, WorldView } from "../../state/lab/lab-types";
import { type PaletteEntry, palette } from "../../state/lab/palette";
import { BuildDialog } from "./BuildDialog";
import { build } from "./build";
import { useLabActions, useLabStore } from "./context";
import { dropTarget } from "./drop-target";
import { followDrag } from "./palette-drag";
import { useViewStore } from "./view";
import "./palette.css";

const GROUPS: readonly { id: PaletteEntry["group"]; label: string }[] = [
  { id: "infrastructure", label: "Infrastructure" },
  { id: "system", label: "Operating system" },
  { id: "manager", label: "Manager" },
  { id: "guest", label: "Guest" },
  { id: "image", label: "Image" },
  { id: "container", label: "Container" },
];

/** What a world is built from: drag it onto the picture, or press it and say where. */
export function Palette() {
  const [chosen, setChosen] = useState<PaletteEntry | null>(null);
  const onPress = useDragging();
  return (
    <div className="palette">
      {GROUPS.map(({ id, label }) => (
        <PaletteGroup key={id} id={id} label={label} onPress={onPress} onChoose={setChosen} />
      ))}
      <BuildDialog entry={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

interface PaletteGroupProps {
  id: PaletteEntry["group"];
  label: string;
  onPress(entry: PaletteEntry, event: PointerEvent<HTMLElement>): void;
  onChoose(entry: PaletteEntry): void;
}

function PaletteGroup({ id, label, onPress, onChoose }: PaletteGroupProps) {
  const entries = palette.filter(({ group }) => group === id);
  if (entries.length === 0) return null;
  return (
    <section className="palette-group" aria-label={label}>
      <h3>{label}</h3>
      {entries.map((entry) => (
        <button
          key={entry.id}
          type="button"
          className="palette-entry"
          data-kind={entry.kind}
          title={entry.about}
          onPointerDown={(event) => onPress(entry, event)}
          onClick={() => onChoose(entry)}
        >
          {entry.label}
        </button>
      ))}
    </section>
  );
}

const NO_LAYERS: WorldView["layers"] = [];

/** Starts a drag from the palette: what is beneath it shows whether it can land there. */
function useDragging() {
  const view = useViewStore();
  const store = useLabStore();
  const actions = useLabActions();
  const layersOf = (slot: Slot) => store.getState()[slot]?.layers ?? NO_LAYERS;

  return (entry: PaletteEntry, { nativeEvent, currentTarget }: PointerEvent<HTMLElement>) => {
    if (nativeEvent.button !== 0 || !nativeEvent.isPrimary) return;
    const under = (x: number, y: number) => {
      const pointed = view.pictures.at(x, y);
      return pointed && { slot: pointed.slot, ...dropTarget(entry, pointed.item, layersOf(pointed.slot)) };
    };
    followDrag(currentTarget, nativeEvent, {
      onMove: (x, y) => view.setState({ held: under(x, y) }),
      onDrop: (x, y) => {
        const held = under(x, y);
        if (held) build(actions, held.slot, layersOf(held.slot), entry, held.target);
      },
      onEnd: () => view.setState({ held: null }),
    });
  };
}
