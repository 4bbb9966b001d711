import { useDismiss, useInteractions, useListNavigation, useRole } from "@floating-ui/react";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { type TableRow, tableOf } from "../../diagram/layout/table-of";
import { formatThings } from "../../diagram/layout/words";
import type { WorldView } from "../../state/lab/lab-types";
import { useFloatingBox } from "../use-floating-box";
import { findLayers } from "./finding";
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
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState<number | null>(0);
  const options = useRef<(HTMLElement | null)[]>([]);
  const rows = useMemo(() => (open ? tableOf(layers) : []), [open, layers]);
  const matches = useMemo(() => findLayers(rows, query), [rows, query]);
  const shown = matches.slice(0, MOST_SHOWN);
  const searches = open && query.trim() !== "";
  const { refs, floatingStyles, context } = useFloatingBox(
    searches,
    (opens, _, reason) => {
      setOpen(opens);
      if (reason === "escape-key") setQuery("");
    },
    "bottom-end",
  );
  const { getReferenceProps, getFloatingProps, getItemProps } = useInteractions([
    useRole(context, { role: "combobox" }),
    useDismiss(context),
    useListNavigation(context, {
      listRef: options,
      activeIndex: shown.length === 0 ? null : at,
      onNavigate: setAt,
      virtual: true,
      loop: true,
    }),
  ]);

  const tell = useEffectEvent(onFind);
  useEffect(() => {
    tell(searches ? new Set(matches.map(({ id }) => id)) : null);
  }, [searches, matches]);

  const choose = (row: TableRow | undefined) => {
    if (!row) return;
    setOpen(false);
    onChoose(row.id);
  };

  return (
    <div className="find-layer">
      <input
        {...getReferenceProps({
          onChange: (event) => {
            setQuery((event.target as HTMLInputElement).value);
            setAt(0);
            setOpen(true);
          },
          onFocus: (event) => {
            (event.target as HTMLInputElement).select();
            setAt(0);
            setOpen(true);
          },
          onBlur: () => setOpen(false),
          onKeyDown: (event) => {
            if (event.key !== "Enter" || !searches) return;
            event.preventDefault();
            choose(shown[at ?? 0]);
          },
        })}
        ref={refs.setReference}
        className="find-field"
        type="search"
        aria-label={name}
        placeholder={name}
        autoComplete="off"
        spellCheck={false}
        value={query}
      />
      {searches && (
        <div ref={refs.setFloating} className="find-results" style={floatingStyles}>
          <div {...getFloatingProps({ "aria-label": "Layers found" })} className="find-list">
            {shown.map((row, index) => (
              <div
                {...getItemProps({
                  active: index === at,
                  selected: index === at,
                  // The field keeps the focus: a press must not take it before the click.
                  onPointerDown: (event) => event.preventDefault(),
                  onMouseDown: (event) => event.preventDefault(),
                  onClick: () => choose(row),
                })}
                key={row.id}
                ref={(element) => {
                  options.current[index] = element;
                }}
                className="find-option"
                tabIndex={-1}
              >
                <span className="find-name">{row.name}</span>{" "}
                <span className="find-what">{aboutOf(row)}</span>
              </div>
            ))}
          </div>
          <p className="find-count" aria-hidden="true">
            {countWords(matches.length)}
          </p>
        </div>
      )}
      <p className="unseen" role="status">
        {searches && countWords(matches.length)}
      </p>
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
