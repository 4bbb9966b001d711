/** The picture's keyboard: a roving focus over its items, what is open, and names that are typed. */
import { type KeyboardEvent, type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { SceneItem } from "../../diagram/layout/scene";
import { gatheringsAround, moveFor, survivorOf, typedItem, visibleItems } from "./tree";
import { useKeptFocus } from "./use-kept-focus";

/** Letters closer together than this belong to one name. */
const TYPING_MS = 700;
/** A redraw waits for a frame; one more for a picture that was busy. */
const FRAMES_TO_WAIT = 3;
const NONE: ReadonlySet<string> = new Set();
const NO_ITEMS: readonly SceneItem[] = [];

export interface Tree {
  /** The item that Tab leads to. */
  readonly current: string | null;
  /** Gatherings that are open. */
  readonly expanded: ReadonlySet<string>;
  /** Moves the focus to an item, opening what hides it. */
  go(id: string): void;
  /** Takes an arrow key, Home, End or a letter; whether it was for the tree. */
  take(event: KeyboardEvent): boolean;
  /** Whether a character goes on with a name that is being typed. */
  continues(character: string): boolean;
  /** To be called when an item got the focus. */
  onFocused(id: string): void;
}

/**
 * A tree over the items of a picture.
 * @param selected where Tab leads before anybody was there
 * @param show called with an item that gets the focus, to bring it into view
 */
export function useTree(
  picture: RefObject<SVGSVGElement | null>,
  items: readonly SceneItem[] = NO_ITEMS,
  selected: string | null,
  show: (id: string) => void,
): Tree {
  const [expanded, setExpanded] = useState(NONE);
  const [place, setPlace] = useState<string | null>(null);
  const [lastSelected, setLastSelected] = useState(selected);
  const known = useRef(NO_ITEMS);
  const typing = useRef({ text: "", until: 0 });
  const visible = useMemo(() => visibleItems(items, expanded), [items, expanded]);
  const current = useMemo(() => survivorOf(known.current, visible, place), [visible, place]);

  if (selected !== lastSelected) {
    setLastSelected(selected);
    if (selected !== null && !hasFocus(picture)) setPlace(selected);
  }

  useLayoutEffect(() => {
    known.current = items;
    if (place === null || current === place) return;
    setPlace(current);
    if (current !== null && hasFocus(picture)) focusSoon(picture, current);
  }, [items, current, place, picture]);

  useKeptFocus(picture, () => {
    if (current !== null) focusSoon(picture, current);
  });

  const go = (id: string) => {
    const around = gatheringsAround(items, id).filter((gathering) => !expanded.has(gathering));
    if (around.length > 0) setExpanded(new Set([...expanded, ...around]));
    setPlace(id);
    focusSoon(picture, id);
    show(id);
  };
  const toggle = (id: string, open: boolean) => {
    const next = new Set(expanded);
    if (open) next.add(id);
    else next.delete(id);
    setExpanded(next);
  };
  const typedSoFar = () => (performance.now() < typing.current.until ? typing.current.text : "");
  const continues = (character: string) => {
    const text = typedSoFar();
    return text !== "" && typedItem(visible, current ?? "", text + character) !== null;
  };

  const type = (letter: string) => {
    const text = typedSoFar() + letter;
    typing.current = { text, until: performance.now() + TYPING_MS };
    const found = typedItem(visible, current ?? "", text);
    if (found !== null) go(found);
  };

  const take = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || current === null) return false;
    const { key } = event;
    if (key.length === 1 && (key !== " " || continues(key))) {
      type(key);
      return true;
    }
    const move = moveFor(key, visible, current, expanded);
    if (move?.do === "go") go(move.id);
    else if (move) toggle(move.id, move.do === "open");
    return move !== null || key.startsWith("Arrow");
  };

  return { current, expanded, go, take, continues, onFocused: setPlace };
}

function hasFocus(picture: RefObject<SVGSVGElement | null>): boolean {
  return picture.current?.contains(document.activeElement) ?? false;
}

/** Focuses an item as soon as it is drawn; gives up after a few frames. */
function focusSoon(picture: RefObject<SVGSVGElement | null>, id: string, frames = FRAMES_TO_WAIT): void {
  const element = picture.current?.querySelector<SVGGElement>(
    `[role="treeitem"][data-id="${CSS.escape(id)}"]`,
  );
  if (element) element.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusSoon(picture, id, frames - 1));
}
