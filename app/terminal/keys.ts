/**
 * Which keys a terminal leaves to the browser. Everything goes to the guest except copy and paste, and
 * the way out for keyboard users: Escape, then Tab (or Shift+Tab).
 */

export interface KeyPress {
  type: string;
  key: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** What to do with a key: hand it to the guest, leave it to the browser, or copy the selection. */
export type KeyVerdict = "guest" | "browser" | "copy";

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta"]);

/** Makes a judge of key presses that remembers whether Escape came last. */
export function createKeyJudge(hasSelection: () => boolean): (press: KeyPress) => KeyVerdict {
  let escaped = false;
  return (press) => {
    if (press.type !== "keydown") return press.key === "Tab" && escaped ? "browser" : "guest";
    if (press.key === "Tab" && escaped) return "browser";
    if (!MODIFIERS.has(press.key)) escaped = press.key === "Escape";
    const control = press.ctrlKey && !press.altKey && !press.metaKey;
    const key = press.key.toLowerCase();
    if (control && key === "c" && (press.shiftKey || hasSelection())) return "copy";
    if (control && key === "v") return "browser";
    return "guest";
  };
}
