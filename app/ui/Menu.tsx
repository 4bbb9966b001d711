/** A button that opens a short list of things to do. */
import { type FocusEvent, Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { menuMove } from "./menu-move";
import { putNear } from "./put-near";
import "./controls.css";
import "./menu.css";

export interface MenuItem {
  id: string;
  label: string;
  /** What comes of it, a few words. */
  hint?: string;
  /** Heading that it stands under; items of one group follow each other. */
  group?: string;
}

export interface MenuProps {
  /** The button's text. */
  label: string;
  items: readonly MenuItem[];
  onChoose(id: string): void;
}

/** Menu button with the keys that menus have: arrows, Home, End, first letters, Escape. */
export function Menu({ label, items, onChoose }: MenuProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  /** Item that has the focus, or null while it is closed. */
  const [at, setAt] = useState<number | null>(null);
  const open = at !== null;
  useEffect(() => {
    const popover = list.current;
    const anchor = button.current;
    if (!open || !popover || !anchor) return;
    popover.showPopover();
    putNear(popover, anchor, { side: "below", align: "end" });
    return () => {
      if (popover.isConnected) popover.hidePopover();
    };
  }, [open]);
  useEffect(() => {
    if (at !== null) list.current?.querySelectorAll<HTMLElement>("[role=menuitem]")[at]?.focus();
  }, [at]);
  const close = () => {
    setAt(null);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
      return;
    }
    const to = menuMove(
      event.key,
      at,
      items.map((item) => item.label),
    );
    if (to === null) return;
    event.preventDefault();
    setAt(to);
  };
  const onBlur = (event: FocusEvent) => {
    if (!place.current?.contains(event.relatedTarget)) setAt(null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears its button's and its items' keys
    <div className="menu" ref={place} onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        id={`${id}-button`}
        className="button menu-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setAt(open ? null : 0)}
      >
        {label}
      </button>
      <div
        ref={list}
        id={id}
        className="menu-list"
        popover="manual"
        role="menu"
        aria-labelledby={`${id}-button`}
      >
        {items.map((item, index) => (
          <Fragment key={item.id}>
            {item.group !== undefined && item.group !== items[index - 1]?.group && (
              <div className="menu-group" role="presentation">
                {item.group}
              </div>
            )}
            <button
              type="button"
              role="menuitem"
              className="menu-item"
              tabIndex={-1}
              onClick={() => {
                close();
                onChoose(item.id);
              }}
            >
              {item.label}
              {item.hint && <span className="menu-hint">{item.hint}</span>}
            </button>
          </Fragment>
        ))}
      </div>
    </div>
  );
}
