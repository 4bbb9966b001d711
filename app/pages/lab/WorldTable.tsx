import { useCallback } from "react";
import type { Slot, WorldView } from "../../state/lab/lab-types";
import { StackTable } from "../../ui/stack/StackTable";
import { useLab, useLabActions } from "./context";

export interface WorldTableProps {
  slot: Slot;
  /** Accessible name. */
  name: string;
  layers: WorldView["layers"];
}

/** A world's layers as a table. */
export function WorldTable({ slot, name, layers }: WorldTableProps) {
  const selected = useLab((state) => (state.slot === slot ? state.selected : null));
  const { select } = useLabActions();
  const onSelect = useCallback((id: string) => select(slot, id), [select, slot]);
  return (
    <div className="world-table">
      <StackTable name={name} layers={layers} selected={selected} onSelect={onSelect} />
    </div>
  );
}
