/** Dragging by pointer, with mouse, pen or finger: a copy of what is dragged follows it. */
import { scrollAtEdges } from "./edge-scroll";

/** Px that a mouse or pen has to move before pressing becomes dragging. */
const THRESHOLD = 6;
/** A finger that rests this long (ms) takes hold; one that moves sooner scrolls. */
const HOLD = 300;

export interface DragHandlers {
  /** The pointer is here now (px of the window). */
  onMove(clientX: number, clientY: number): void;
  onDrop(clientX: number, clientY: number): void;
  /** It is over, with or without a drop. */
  onEnd(): void;
}

/**
 * Follows a pointer that was pressed on `source`. Nothing happens unless it moves away (mouse, pen) or rests (finger).
 * Escape cancels. The click that would end the drag does not reach `source`.
 */
export function followDrag(source: HTMLElement, pressed: PointerEvent, handlers: DragHandlers): void {
  const { pointerId, clientX: startX, clientY: startY } = pressed;
  const finger = pressed.pointerType === "touch";
  const listeners = new AbortController();
  const listen = { signal: listeners.signal };
  const box = source.getBoundingClientRect();
  let ghost: HTMLElement | null = null;
  let stopScrolling = () => {};
  let at = { x: startX, y: startY };
  const hold = finger ? setTimeout(() => take(), HOLD) : undefined;

  const show = () => {
    if (ghost)
      ghost.style.transform = `translate(${box.left + at.x - startX}px, ${box.top + at.y - startY}px)`;
    handlers.onMove(at.x, at.y);
  };
  const take = () => {
    ghost = ghostOf(source, box);
    source.setPointerCapture(pointerId);
    stopScrolling = scrollAtEdges(() => at.y, show);
    show();
  };
  const end = () => {
    clearTimeout(hold);
    listeners.abort();
    stopScrolling();
    if (!ghost) return;
    ghost.remove();
    handlers.onEnd();
  };

  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    at = { x: event.clientX, y: event.clientY };
    if (ghost) return show();
    if (Math.hypot(at.x - startX, at.y - startY) < THRESHOLD) return;
    if (finger) end();
    else take();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    const dragged = ghost !== null;
    end();
    if (!dragged) return;
    swallowClick(source);
    handlers.onDrop(event.clientX, event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !ghost) return;
    event.preventDefault();
    event.stopPropagation();
    end();
    // The button is still pressed: letting go of it later is no click either.
    document.addEventListener("pointerup", () => swallowClick(source), { once: true });
  };
  document.addEventListener("pointermove", onMove, listen);
  document.addEventListener("pointerup", onUp, listen);
  document.addEventListener("pointercancel", end, listen);
  document.addEventListener("keydown", onKeyDown, { ...listen, capture: true });
  // A finger that has taken hold drags; it must not scroll as well.
  source.addEventListener("touchmove", (event) => ghost && event.preventDefault(), {
    ...listen,
    passive: false,
  });
  source.addEventListener("contextmenu", (event) => finger && event.preventDefault(), listen);
}

function ghostOf(source: HTMLElement, box: DOMRect): HTMLElement {
  const ghost = source.cloneNode(true) as HTMLElement;
  ghost.removeAttribute("id");
  ghost.classList.add("palette-ghost");
  ghost.setAttribute("aria-hidden", "true");
  ghost.tabIndex = -1;
  ghost.style.width = `${box.width}px`;
  document.body.append(ghost);
  return ghost;
}

/** The click that follows a pointer's release, if any, comes in the same turn. */
function swallowClick(source: HTMLElement): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  source.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => source.removeEventListener("click", swallow, { capture: true }), 0);
}
