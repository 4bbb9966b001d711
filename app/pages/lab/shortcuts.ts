/** Keys that work anywhere on the page. */

export type Shortcut = "play-pause" | "undo" | "redo";

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What has the focus: nothing in particular, a place for text, or another control. */
export type Focused = "nothing" | "text" | "control";

/** What a key asks for; null: nothing of the page, the focused control may have a use for it. */
export function shortcut(pressed: Pressed, focused: Focused): Shortcut | null {
  if (pressed.altKey) return null;
  const key = pressed.key.toLowerCase();
  if (pressed.ctrlKey || pressed.metaKey) {
    if (focused === "text") return null;
    if (key === "z") return pressed.shiftKey ? "redo" : "undo";
    return key === "y" && !pressed.shiftKey ? "redo" : null;
  }
  return focused === "nothing" && !pressed.shiftKey && (key === " " || key === "k") ? "play-pause" : null;
}

const CONTROLS =
  "a, button, input, select, textarea, summary, dialog, [contenteditable], [tabindex]:not([tabindex='-1'])";
const TEXTS = "textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])";

/** What kind of thing has the focus. */
export function focusedKind(element: Element | null): Focused {
  if (element?.matches(TEXTS)) return "text";
  return element?.closest(CONTROLS) ? "control" : "nothing";
}
