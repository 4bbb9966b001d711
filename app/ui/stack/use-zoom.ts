/** Zoom of a picture in a scrolling place: what a person looks at stays where it is. */
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { Scene } from "../../diagram/layout/scene";
import { type Anchor, anchorAt, placeOf } from "./places";
import { steppedZoom, wheeledZoom, type Zoom } from "./zoom";

/** What is seen of a picture now. */
export interface Sight {
  readonly scene: Scene;
  /** Pixels on the screen per pixel of the scene; at most 1. */
  readonly scale: number;
  /** The zoom in force, also while it follows the room. */
  readonly zoom: number;
}

export interface ZoomControls {
  closer(): void;
  farther(): void;
  fit(): void;
}

/** Where zooming happens: what scrolls, and in it the canvas of exactly the picture's size. */
export interface ZoomPlaces {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly canvas: RefObject<HTMLElement | null>;
}

interface Held {
  readonly anchor: Anchor;
  /** The point on the screen that the anchor stays under. */
  readonly x: number;
  readonly y: number;
}

/**
 * Buttons, keys and Ctrl with the wheel; what has the focus or is under the pointer keeps its place, or else the middle.
 * @param setZoom called with the zoom that a person asks for
 */
export function useZoom(
  { scroller, canvas }: ZoomPlaces,
  sight: Sight | null,
  setZoom: (zoom: Zoom) => void,
  enabled: boolean,
): ZoomControls {
  const held = useRef<Held | null>(null);
  /** Where zooming is to end, while it is not drawn yet: a wheel turns faster than pictures are laid out. */
  const asked = useRef<number | null>(null);

  const zoomTo = (zoom: Zoom, point: { x: number; y: number } | null) => {
    if (!scroller.current || !canvas.current || !sight) return;
    const { x, y } = point ?? middleOf(scroller.current, canvas.current);
    const { left, top } = canvas.current.getBoundingClientRect();
    held.current = {
      anchor: anchorAt(sight.scene, (x - left) / sight.scale, (y - top) / sight.scale),
      x,
      y,
    };
    asked.current = typeof zoom === "number" ? zoom : null;
    setZoom(zoom);
  };

  useLayoutEffect(() => {
    const point = held.current;
    held.current = null;
    asked.current = null;
    if (!scroller.current || !canvas.current || !sight || !point) return;
    const { left, top } = canvas.current.getBoundingClientRect();
    const there = placeOf(point.anchor, sight.scene);
    scroller.current.scrollBy({
      left: left + there.x * sight.scale - point.x,
      top: top + there.y * sight.scale - point.y,
      behavior: "instant",
    });
  }, [sight, scroller, canvas]);

  const zoomNow = () => asked.current ?? sight?.zoom ?? 1;
  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const zoom = wheeledZoom(zoomNow(), event.deltaY, event.deltaMode);
    zoomTo(zoom, { x: event.clientX, y: event.clientY });
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element || !enabled) return;
    // React listens passively, which could not keep the browser from zooming the page.
    const listener = (event: WheelEvent) => onWheel(event);
    element.addEventListener("wheel", listener, { passive: false });
    return () => element.removeEventListener("wheel", listener);
  }, [scroller, enabled]);

  return {
    closer: () => zoomTo(steppedZoom(zoomNow(), 1), null),
    farther: () => zoomTo(steppedZoom(zoomNow(), -1), null),
    fit: () => zoomTo("fit", null),
  };
}

/** The point to zoom around: the middle of what is seen of the item with the focus, else of all that is seen. */
function middleOf(scroller: HTMLElement, canvas: HTMLElement): { x: number; y: number } {
  const view = scroller.getBoundingClientRect();
  const { activeElement } = document;
  const item = activeElement && canvas.contains(activeElement) ? activeElement.getBoundingClientRect() : view;
  const left = Math.max(view.left, item.left);
  const right = Math.min(view.right, item.right);
  const top = Math.max(view.top, item.top);
  const bottom = Math.min(view.bottom, item.bottom);
  const seen = left < right && top < bottom;
  return seen
    ? { x: (left + right) / 2, y: (top + bottom) / 2 }
    : { x: view.left + view.width / 2, y: view.top + view.height / 2 };
}
