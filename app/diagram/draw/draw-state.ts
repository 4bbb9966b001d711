/** What a person, a story or a search makes of a scene: everything about a drawing that is not in the scene itself. */
export interface DrawState {
  /** Makes ids unique among the pictures of a page. */
  readonly prefix: string;
  /** Pixels per rem over 16. */
  readonly unit: number;
  /** Milliseconds that things take to move to their places; 0 for none. */
  readonly motionMs: number;
  /** Room above the picture, for words about what happens, px of the picture; that for a line of them when absent. */
  readonly headroom?: number | undefined;
  readonly selected: string | null;
  /** The tree item with tabindex 0; the first one where this is `null` or not there. */
  readonly current: string | null;
  /** A story shows these only, the rest as ghosts (thin outlines); `null`: everything. */
  readonly revealed: ReadonlySet<string> | null;
  /** What the story speaks of now: emphasised. */
  readonly told: ReadonlySet<string>;
  /** Search: the rest is dimmed; `null`: no search. */
  readonly found: ReadonlySet<string> | null;
  readonly differences: ReadonlyMap<string, Difference> | null;
  /** While something is dragged over the picture. */
  readonly drop: { readonly id: string; readonly allowed: boolean } | null;
  /** Gatherings that are open in the tree: their cells are tree items. */
  readonly expanded: ReadonlySet<string>;
}

/** How a thing differs from its counterpart in the world beside it. */
export type Difference = "only-here" | "differs";
