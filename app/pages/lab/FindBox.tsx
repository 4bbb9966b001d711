import { useCallback } from "react";
import type { WorldView } from "../../state/lab/lab-types";
import { FindLayer } from "../../ui/stack/FindLayer";
import { useLab, useLabActions } from "./context";
import { useViewStore } from "./view";

const NO_LAYERS: WorldView["layers"] = [];

/** Finds a layer of the world that is acted on by its name, and goes there. */
export function FindBox() {
  const view = useViewStore();
  const slot = useLab((state) => state.slot);
  const layers = useLab((state) => state[state.slot]?.layers ?? NO_LAYERS);
  const { select } = useLabActions();
  const onFind = useCallback((found: ReadonlySet<string> | null) => view.setState({ found }), [view]);
  const onChoose = (id: string) => {
    select(slot, id);
    view.pictures.handle(slot)?.focus(id);
  };
  return <FindLayer layers={layers} onFind={onFind} onChoose={onChoose} />;
}
