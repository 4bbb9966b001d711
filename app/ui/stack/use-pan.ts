/** Dragging the background moves the picture, as far as there is more of it than is seen. */
import { type PointerEvent, type RefObject, useRef } from "react";

/** A hand shakes by less than this. */
const DEAD_PX = 4;

export interface Pan {
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(event: PointerEvent): void;
  /** Whether the click that follows was the end of a drag; asked once. */
  wasDrag(): boolean;
}

interface Drag {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
  moved: boolean;
}

/** Handlers for the scrolling place. Touch scrolls by itself; the mouse's middle button drags from anywhere. */
export function usePan(scroller: RefObject<HTMLElement | null>): Pan {
  const drag = useRef<Drag | null>(null);
  const dragged = useRef(false);
  return {
    onPointerDown(event) {
      dragged.current = false;
      const element = scroller.current;
      if (!element || event.pointerType === "touch" || !canScroll(element)) return;
      const onItem = event.target instanceof Element && event.target.closest('[role="treeitem"]') !== null;
      if (event.button !== 1 && (event.button !== 0 || onItem)) return;
      if (event.button === 1) event.preventDefault();
      drag.current = {
        pointer: event.pointerId,
        x: event.clientX,
        y: event.clientY,
        left: element.scrollLeft,
        top: element.scrollTop,
        moved: false,
      };
    },
    onPointerMove(event) {
      const element = scroller.current;
      const from = drag.current;
      if (!element || !from || event.pointerId !== from.pointer) return;
      const across = event.clientX - from.x;
      const down = event.clientY - from.y;
      if (!from.moved && Math.hypot(across, down) < DEAD_PX) return;
      if (!from.moved) element.setPointerCapture(from.pointer);
      from.moved = true;
      element.scrollTo({ left: from.left - across, top: from.top - down, behavior: "instant" });
    },
    onPointerUp(event) {
      if (event.pointerId !== drag.current?.pointer) return;
      dragged.current = drag.current.moved;
      drag.current = null;
    },
    wasDrag() {
      const was = dragged.current;
      dragged.current = false;
      return was;
    },
  };
}

const canScroll = (element: HTMLElement) =>
  element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
