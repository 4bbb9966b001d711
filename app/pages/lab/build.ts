/** Adding something from the palette. */
import type { LabActions, Slot, WorldView } from "../../state/lab/lab-types";
import type { PaletteEntry } from "../../state/lab/palette";

type Layers = WorldView["layers"];
type Values = Readonly<Record<string, string>>;

/** What the fields of an entry say before anybody changes them, by name. */
export function defaultValues(entry: PaletteEntry, layers: Layers, target: string | null): Values {
  return Object.fromEntries(entry.fields(layers, target).map(({ name, value }) => [name, value]));
}

/** Adds an entry onto a target of the world in a slot; what is impossible is refused by the world, with its reason. */
export function build(
  actions: LabActions,
  slot: Slot,
  layers: Layers,
  entry: PaletteEntry,
  target: string | null,
  values: Values = defaultValues(entry, layers, target),
): void {
  actions.chooseSlot(slot);
  actions.run({ label: `Add: ${entry.label}`, commands: entry.commands(target, values, layers) });
}
