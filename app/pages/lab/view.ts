/** What the page alone decides: how the worlds are looked at. Nothing of it belongs to a world or its link. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { SizeMode } from "../../diagram/layout/plan";
import type { Slot } from "../../state/lab/lab-types";
import type { DropTarget } from "./drop-target";
import { Pictures } from "./pictures";

/** While something from the palette is held over a picture. */
export interface HeldOver extends DropTarget {
  readonly slot: Slot;
}

export interface View {
  readonly size: SizeMode;
  readonly shows: "picture" | "table";
  /** Layers that a search has found; null: no search. */
  readonly found: ReadonlySet<string> | null;
  readonly held: HeldOver | null;
  /** The dialog for saves is open: messages are shown in it. */
  readonly saves: boolean;
}

/** The view, to be changed by `setState`, and the pictures that are shown. */
export type ViewStore = StoreApi<View> & { readonly pictures: Pictures };

/** The view as a visit begins. */
export function createViewStore(): ViewStore {
  const store = createStore<View>(() => ({
    size: "plain",
    shows: "picture",
    found: null,
    held: null,
    saves: false,
  }));
  return Object.assign(store, { pictures: new Pictures() });
}

const ViewContext = createContext<ViewStore | null>(null);

/** Hands the view down. */
export const ViewProvider = ViewContext.Provider;

/** The view itself. */
export function useViewStore(): ViewStore {
  const store = useContext(ViewContext);
  if (!store) throw new Error("the laboratory's parts need a ViewProvider above them");
  return store;
}

/** A slice of the view. */
export function useView<Slice>(select: (view: View) => Slice): Slice {
  return useStore(useViewStore(), select);
}
