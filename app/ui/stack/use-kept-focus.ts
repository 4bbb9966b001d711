/** Keeps the keyboard's place while a picture is redrawn. */
import { type RefObject, useEffect, useEffectEvent } from "react";

/**
 * Notices when a redraw takes the element with the focus out of the picture: one that was only moved gets the focus
 * back; for one that is gone, `onLost` is called.
 */
export function useKeptFocus(picture: RefObject<SVGSVGElement | null>, onLost: () => void): void {
  const lost = useEffectEvent(onLost);
  useEffect(() => {
    const svg = picture.current;
    if (!svg) return;
    let held: SVGElement | null = null;
    let timer = 0;
    const moves = new MutationObserver((records) => {
      const element = held;
      if (!element || document.activeElement === element) return;
      if (!records.some(({ removedNodes }) => [...removedNodes].includes(element))) return;
      if (element.isConnected) {
        element.focus({ preventScroll: true });
        return;
      }
      release();
      lost();
    });
    const release = () => {
      held = null;
      moves.disconnect();
    };
    const onFocusIn = ({ target }: FocusEvent) => {
      clearTimeout(timer);
      release();
      if (!(target instanceof SVGElement) || target === svg || !target.parentNode) return;
      held = target;
      moves.observe(target.parentNode, { childList: true });
    };
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) return release();
      // Nothing took the focus over: the person left, or a redraw took the element out, which shows at once.
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (document.activeElement !== held) release();
      });
    };
    svg.addEventListener("focusin", onFocusIn);
    svg.addEventListener("focusout", onFocusOut);
    return () => {
      clearTimeout(timer);
      release();
      svg.removeEventListener("focusin", onFocusIn);
      svg.removeEventListener("focusout", onFocusOut);
    };
  }, [picture]);
}
