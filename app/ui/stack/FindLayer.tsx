import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from "react";
import { type TableRow, tableOf } from "../../diagram/layout/table-of";
import { formatThings } from "../../diagram/layout/words";
import type { WorldView } from "../../state/lab/lab-types";
import { findLayers, nextOption } from "./finding";
import "./find-layer.css";

export interface FindLayerProps {
  /** Accessible name of the field. */
  name?: string;
  layers: WorldView["layers"];
  /** Layers that match while a person searches; `null`: nobody searches. */
  onFind(found: ReadonlySet<string> | null): void;
  /** A person has chosen one of them. */
  onChoose(id: string): void;
}

/** Longer lists are no help: more letters are. */
const MOST_SHOWN = 20;

/** A search field with a list of the layers that match: type, go with the arrow keys, choose with Enter. */
export function FindLayer({ name = "Find a layer", layers, onFind, onChoose }: FindLayerProps) {
  const prefix = useId();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => (open ? tableOf(layers) : []), [open, layers]);
  const matches = useMemo(() => findLayers(rows, query), [rows, query]);
  const shown = matches.slice(0, MOST_SHOWN);
  const searches = open && query.trim() !== "";
  const at = Math.min(active, shown.length - 1);

  const tell = useEffectEvent(onFind);
  useEffect(() => {
    tell(searches ? new Set(matches.map(({ id }) => id)) : null);
  }, [searches, matches]);
  useEffect(() => {
    if (searches) list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [searches, at]);

  const choose = (row: TableRow | undefined) => {
    if (!row) return;
    setOpen(false);
    onChoose(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextOption(event.key, at, shown.length);
    if (next !== null) setActive(next);
    else if (event.key === "Enter") choose(shown[at]);
    else if (event.key === "Escape" && query !== "") setQuery("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="find-layer">
      <input
        className="find-field"
        type="search"
        role="combobox"
        aria-label={name}
        placeholder={name}
        aria-autocomplete="list"
        aria-expanded={searches}
        aria-controls={`${prefix}-list`}
        aria-activedescendant={searches && at >= 0 ? `${prefix}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={({ target }) => {
          target.select();
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div className="find-results" hidden={!searches}>
        <div className="find-list" id={`${prefix}-list`} role="listbox" aria-label="Layers found" ref={list}>
          {shown.map((row, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and takes the keys.
            <div
              key={row.id}
              id={`${prefix}-${index}`}
              className="find-option"
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              // The field keeps the focus: a press must not take it before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(row)}
            >
              <span className="find-name">{row.name}</span> <span className="find-what">{aboutOf(row)}</span>
            </div>
          ))}
        </div>
        <p className="find-count" role="status">
          {searches && countWords(matches.length)}
        </p>
      </div>
    </div>
  );
}

const aboutOf = ({ what, state, standsOn }: TableRow) =>
  `${what}, ${state}${standsOn === null ? "" : `, on ${standsOn}`}`;

function countWords(count: number): string {
  if (count === 0) return "No layer is called so.";
  const rest = count - MOST_SHOWN;
  return rest > 0
    ? `${formatThings(count, "layer")}; ${rest} more than listed.`
    : formatThings(count, "layer");
}
