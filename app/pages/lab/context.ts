/** How the laboratory's parts reach its store: each takes the slice that it draws. */
import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import type { LabActions, LabState } from "../../state/lab/lab-types";

export type LabStore = StoreApi<LabState> & { actions: LabActions };

const LabContext = createContext<LabStore | null>(null);

/** Hands the store down. */
export const LabProvider = LabContext.Provider;

/** The store itself, for subscriptions outside React. */
export function useLabStore(): LabStore {
  const store = useContext(LabContext);
  if (!store) throw new Error("the laboratory's parts need a LabProvider above them");
  return store;
}

/** A slice of the state; the part is drawn again only when the slice changes. */
export function useLab<Slice>(select: (state: LabState) => Slice): Slice {
  return useStore(useLabStore(), select);
}

/** What a person can do. */
export function useLabActions(): LabActions {
  return useLabStore().actions;
}
