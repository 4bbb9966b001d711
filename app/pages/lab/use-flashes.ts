import { useEffect, useRef, useState } from "react";
import type { Flash } from "../../diagram/draw/scene-picture";
import type { Slot, WorldView } from "../../state/lab/lab-types";
import { useLabStore } from "./context";
import { flashesOf, newMarks } from "./flashes";

const NONE: readonly Flash[] = [];

/** Whether the moment shown is the present: while a person scrubs through the past, nothing happens anew. */
const isPresent = (view: WorldView | null) => view !== null && view.head.at === view.head.now;

/** What has just happened in a world, to be shown on its picture. */
export function useFlashes(slot: Slot, standIns: ReadonlyMap<string, string>): readonly Flash[] {
  const store = useLabStore();
  const [flashes, setFlashes] = useState(NONE);
  const latest = useRef(standIns);
  useEffect(() => {
    latest.current = standIns;
  }, [standIns]);
  useEffect(() => {
    let key = 0;
    return store.subscribe((state, before) => {
      const view = state[slot];
      if (!view || view === before[slot]) return;
      if (!state.playing && !(isPresent(before[slot]) && isPresent(view))) return;
      const found = flashesOf(newMarks(before[slot], view), latest.current, key);
      key += found.length;
      if (found.length > 0) setFlashes(found);
    });
  }, [store, slot]);
  return flashes;
}
