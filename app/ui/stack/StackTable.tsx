import { memo, useEffect, useMemo, useRef, useState } from "react";
import { type TableRow, tableOf } from "../../diagram/layout/table-of";
import { formatBytes, formatDuration, formatThings } from "../../diagram/layout/words";
import type { WorldView } from "../../state/lab/lab-types";
import { Button } from "../Button";
import { OriginMark } from "../OriginMark";
import { ScrollBox } from "../ScrollBox";
import "./stack-table.css";

export interface StackTableProps {
  /** Accessible name of the table. */
  name: string;
  layers: WorldView["layers"];
  selected?: string | null;
  onSelect?(id: string): void;
}

/** More rows are shown on demand. */
const ROWS_AT_ONCE = 300;
const HOW = "the model’s figures; a layer’s inspector names the source of each.";

/** The layers as a table, each tower bottom-up. */
export function StackTable({ name, layers, selected = null, onSelect }: StackTableProps) {
  const rows = useMemo(() => tableOf(layers), [layers]);
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const rest = rows.length - most;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected === null) return;
    place.current?.querySelector('[data-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <div className="stack-table" ref={place}>
      <p className="stack-table-origin">
        {formatThings(rows.length, "layer")} <OriginMark origin="modelled" how={HOW} spelled />
      </p>
      <ScrollBox name={name}>
        <table className="layer-table">
          <caption className="unseen">{name}, as a table from the ground up</caption>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">What it is</th>
              <th scope="col">State</th>
              <th scope="col">Stands on</th>
              <th scope="col" className="layer-number">
                Memory
              </th>
              <th scope="col" className="layer-number">
                Disk
              </th>
              <th scope="col" className="layer-number">
                Ready in
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <LayerRow key={row.id} row={row} selected={row.id === selected} onSelect={onSelect} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {rest > 0 && (
        <Button onPress={() => setMost(most + ROWS_AT_ONCE)}>
          {`Show ${formatThings(Math.min(rest, ROWS_AT_ONCE), "more layer")} of ${rest}`}
        </Button>
      )}
    </div>
  );
}

interface LayerRowProps {
  row: TableRow;
  selected: boolean;
  onSelect: ((id: string) => void) | undefined;
}

const LayerRow = memo(function LayerRow({ row, selected, onSelect }: LayerRowProps) {
  const { id, level, name, what, state, standsOn, memoryBytes, diskBytes, readyMs } = row;
  return (
    <tr className="layer-row" data-selected={selected} onClick={() => onSelect?.(id)}>
      <th scope="row" style={{ paddingInlineStart: `${(level - 1) * 0.75}rem` }}>
        <button type="button" className="layer-name" aria-pressed={selected}>
          {name}
        </button>
      </th>
      <td>{what}</td>
      <td>{state}</td>
      <td>{standsOn ?? "the ground"}</td>
      <td className="layer-number">{amount(memoryBytes)}</td>
      <td className="layer-number">{amount(diskBytes)}</td>
      <td className="layer-number">{readyMs === null ? "–" : formatDuration(readyMs)}</td>
    </tr>
  );
}, sameRow);

const amount = (bytes: number) => (bytes === 0 ? "–" : formatBytes(bytes));

/** Rows are made anew for every view of a world; most of them say the same. */
function sameRow(one: LayerRowProps, other: LayerRowProps): boolean {
  if (one.selected !== other.selected || one.onSelect !== other.onSelect) return false;
  const keys = Object.keys(one.row) as (keyof TableRow)[];
  return keys.every((key) => one.row[key] === other.row[key]);
}
