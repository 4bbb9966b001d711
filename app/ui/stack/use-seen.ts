/** Tells a drawing what is seen of it while its place scrolls, so that words of wide bands stay in sight. */
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect } from "react";
import type { ScenePicture } from "../../diagram/draw/scene-picture";
import type { Sight, ZoomPlaces } from "./use-zoom";

/** At most once per frame, and only where the picture is wider than its place. */
export function useSeen(
  { scroller, canvas }: ZoomPlaces,
  drawing: RefObject<ScenePicture | null>,
  sight: Sight | null,
): void {
  const look = useEffectEvent(() => {
    if (!scroller.current || !canvas.current || !sight) return;
    const view = scroller.current.getBoundingClientRect();
    const { left, width } = canvas.current.getBoundingClientRect();
    const from = (view.left - left) / sight.scale;
    const to = from + scroller.current.clientWidth / sight.scale;
    drawing.current?.look(width > scroller.current.clientWidth ? { from, to } : null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sight is seen from where the place has scrolled to.
  useLayoutEffect(() => look(), [sight]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let frame = 0;
    const onScroll = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        look();
      });
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller]);
}
