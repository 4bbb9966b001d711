/** Says what is under the pointer where the picture itself has no room for it: one tooltip for all of it. */
import { type RefObject, useEffect, useEffectEvent } from "react";
import type { SceneItem } from "../../diagram/layout/scene";

const BESIDE_PX = 14;
/** Between two cells: there the next one is meant. */
const BETWEEN_PX = 2;

export interface TipPlaces {
  /** In which the tooltip is placed. */
  readonly view: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly tip: RefObject<HTMLElement | null>;
}

/** Whether an item's words, as they are drawn, leave out what it is. */
export function isUnnamed({ kind, label }: Pick<SceneItem, "kind" | "label">): boolean {
  return label.includes("…") || (kind === "cell" && label === "");
}

/**
 * Shows the tooltip beside the mouse, at most once per frame.
 * @param itemAt finds what is at a point of the window
 */
export function useTip(
  { view, scroller, tip }: TipPlaces,
  itemAt: (clientX: number, clientY: number) => SceneItem | undefined,
): void {
  const show = useEffectEvent((x: number, y: number) => {
    if (!tip.current || !view.current) return;
    const found = [itemAt(x, y), itemAt(x + BETWEEN_PX, y + BETWEEN_PX)];
    const words = found.find((item) => item && isUnnamed(item))?.spoken ?? "";
    if (tip.current.textContent !== words) tip.current.textContent = words;
    if (words === "") return;
    const around = view.current.getBoundingClientRect();
    const { offsetWidth, offsetHeight, style } = tip.current;
    const [right, down] = [x - around.left + BESIDE_PX, y - around.top + BESIDE_PX];
    const most = { left: around.width - offsetWidth, top: around.height - offsetHeight };
    style.left = `${Math.max(0, Math.min(right, most.left))}px`;
    style.top = `${down > most.top ? y - around.top - BESIDE_PX - offsetHeight : down}px`;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let frame = 0;
    const hide = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      if (tip.current) tip.current.textContent = "";
    };
    const onMove = ({ pointerType, buttons, clientX, clientY }: PointerEvent) => {
      if (pointerType !== "mouse" || buttons !== 0) return hide();
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => show(clientX, clientY));
    };
    element.addEventListener("pointermove", onMove);
    for (const end of ["pointerleave", "pointerdown", "scroll"]) element.addEventListener(end, hide);
    return () => {
      hide();
      element.removeEventListener("pointermove", onMove);
      for (const end of ["pointerleave", "pointerdown", "scroll"]) element.removeEventListener(end, hide);
    };
  }, [scroller, tip]);
}
