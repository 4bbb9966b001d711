/** What an entry of the palette is. */
import type { CommandInput, LayerKind, LayerView } from "../../../sim/index";

/** A choice that a person can make before something is added; all have defaults. */
export interface PaletteField {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "number" | "select" | "check";
  readonly value: string;
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  readonly unit?: string;
  readonly hint?: string;
}

/** Somewhere that something can be put; the ground is `null`. */
export interface PaletteTarget {
  readonly layer: string | null;
  readonly label: string;
}

export interface PaletteEntry {
  /** Stable: `server`, `vm-linux`, `container-nginx`. */
  readonly id: string;
  readonly group: "infrastructure" | "system" | "manager" | "guest" | "image" | "container";
  readonly label: string;
  /** Its colour and pattern in the palette. */
  readonly kind: LayerKind;
  /** What it is, one sentence. */
  readonly about: string;
  /** Layers that it can be put onto, the most likely first; the ground is `null`. */
  targets(layers: readonly LayerView[]): readonly PaletteTarget[];
  /** Names and choices with defaults that fit the world: a name that is free. */
  fields(layers: readonly LayerView[], target: string | null): readonly PaletteField[];
  /** The commands that add it. */
  commands(
    target: string | null,
    values: Readonly<Record<string, string>>,
    layers: readonly LayerView[],
  ): readonly CommandInput[];
}

/** What a person filled in; a field that was left out or emptied has its default. */
export type Values = Readonly<Record<string, string>>;
