import { type PointerEvent, useState } from "react";
import type { Slot, WorldView } from "../../state/lab/lab-types";
import { type PaletteEntry, palette } from "../../state/lab/palette";
import { Disclosure } from "../../ui/Disclosure";
import { BuildDialog } from "./BuildDialog";
import { build } from "./build";
import { useLabActions, useLabStore } from "./context";
import { dropTarget } from "./drop-target";
import { followDrag } from "./palette-drag";
import { useViewStore } from "./view";
import "./palette.css";

interface Group {
  readonly id: PaletteEntry["group"];
  readonly label: string;
  /** It begins open: what most worlds are built from. */
  readonly open: boolean;
}

const GROUPS: readonly Group[] = [
  { id: "infrastructure", label: "Infrastructure", open: true },
  { id: "system", label: "Operating system", open: false },
  { id: "manager", label: "Manager", open: false },
  { id: "guest", label: "Guest", open: true },
  { id: "image", label: "Image", open: false },
  { id: "container", label: "Container", open: true },
];

/** What a world is built from: drag it onto the picture, or press it and say where. */
export function Palette() {
  const [chosen, setChosen] = useState<PaletteEntry | null>(null);
  const onPress = useDragging();
  return (
    <div className="palette">
      {GROUPS.map((group) => (
        <PaletteGroup key={group.id} group={group} onPress={onPress} onChoose={setChosen} />
      ))}
      <BuildDialog entry={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

interface PaletteGroupProps {
  group: Group;
  onPress(entry: PaletteEntry, event: PointerEvent<HTMLElement>): void;
  onChoose(entry: PaletteEntry): void;
}

function PaletteGroup({ group, onPress, onChoose }: PaletteGroupProps) {
  const [open, setOpen] = useState(group.open);
  const entries = palette.filter((entry) => entry.group === group.id);
  if (entries.length === 0) return null;
  return (
    <Disclosure title={group.label} note={String(entries.length)} open={open} onToggle={setOpen}>
      <div className="palette-entries">
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
      </div>
    </Disclosure>
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
