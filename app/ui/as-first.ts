/** Which control of a dialog has the focus when it opens. */

/** A ref for it: the browser looks for the attribute, which React does not write. */
export function asFirst(element: HTMLElement | null): void {
  element?.setAttribute("autofocus", "");
}
