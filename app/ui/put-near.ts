/** Puts a shown popover near the element that it belongs to. */
import { type PlaceWish, placeNear } from "./place-near";

/** Call it when the popover is shown: only then it has a size. It stays where it is put until it is called again. */
export function putNear(popover: HTMLElement, anchor: HTMLElement, wish: PlaceWish): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { left, top } = placeNear(
    anchor.getBoundingClientRect(),
    popover.getBoundingClientRect(),
    { width: clientWidth, height: clientHeight },
    wish,
  );
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
}
