/** Scrolling a place, and the page around it, so that a part of its picture is seen. */
import { type Box, scrolledTo } from "./places";

const MARGIN_PX = 16;

/** The elements and the scale of a picture that scrolls. */
export interface ScrolledPicture {
  readonly scroller: HTMLElement;
  /** As large as the picture is on the screen. */
  readonly canvas: HTMLElement;
  /** Pixels on the screen per pixel of the picture. */
  readonly scale: number;
}

/** Scrolls as little as needed to show an item. */
export function showItem(
  { scroller, canvas, scale }: ScrolledPicture,
  item: Box,
  behavior: ScrollBehavior,
): void {
  const view = scroller.getBoundingClientRect();
  const at = canvas.getBoundingClientRect();
  const left = at.left - view.left + scroller.scrollLeft + item.x * scale;
  const top = at.top - view.top + scroller.scrollTop + item.y * scale;
  const height = item.height * scale;
  const across = { from: scroller.scrollLeft, length: scroller.clientWidth };
  const down = { from: scroller.scrollTop, length: scroller.clientHeight };
  const toLeft = scrolledTo(across, left, left + item.width * scale, MARGIN_PX);
  const toTop =
    scroller.scrollHeight > scroller.clientHeight
      ? scrolledTo(down, top, top + height, MARGIN_PX)
      : scroller.scrollTop;
  scroller.scrollTo({ left: toLeft, top: toTop, behavior });
  const onPage = view.top + top - toTop;
  const page = { from: window.scrollY, length: window.innerHeight };
  const pageTop = scrolledTo(
    page,
    window.scrollY + onPage,
    window.scrollY + Math.min(onPage + height, view.bottom),
    0,
  );
  if (pageTop !== window.scrollY) window.scrollTo({ top: pageTop, behavior });
}
