/** How the page's parts reach the comparison's store: each takes the slice that it draws. */
import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import type { CompareActions, CompareState } from "../../state/compare-types";

export type CompareStore = StoreApi<CompareState> & { actions: CompareActions };

const CompareContext = createContext<CompareStore | null>(null);

/** Hands the store down. */
export const CompareProvider = CompareContext.Provider;

/** The store itself, for subscriptions outside React. */
export function useCompareStore(): CompareStore {
  const store = useContext(CompareContext);
  if (!store) throw new Error("the comparison's parts need a CompareProvider above them");
  return store;
}

/** A slice of the state; the part is drawn again only when the slice changes. */
export function useCompare<Slice>(select: (state: CompareState) => Slice): Slice {
  return useStore(useCompareStore(), select);
}

/** What a person can do. */
export function useCompareActions(): CompareActions {
  return useCompareStore().actions;
}
