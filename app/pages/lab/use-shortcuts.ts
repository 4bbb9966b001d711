import { useEffect } from "react";
import { useLabStore } from "./context";
import { focusedKind, shortcut } from "./shortcuts";

/** Listens for the keys that work anywhere on the page. */
export function useShortcuts(): void {
  const store = useLabStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const asked = shortcut(event, focusedKind(document.activeElement));
      if (!asked) return;
      event.preventDefault();
      const { actions } = store;
      if (asked === "undo") actions.undo();
      else if (asked === "redo") actions.redo();
      else if (store.getState().playing) actions.pause();
      else actions.play();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [store]);
}
