/** The room that a picture has, in pixels, and how large the page's type is. */
import { type RefObject, useLayoutEffect, useState } from "react";

export interface Room {
  readonly width: number;
  /** Without `headroom`; 0 where the picture decides its height itself. */
  readonly height: number;
  /** Kept free above, px: `--headroom` of the place, in rem. */
  readonly headroom: number;
  /** Pixels per rem over 16. */
  readonly unit: number;
  /** Plain height of a band, px: `--band-height` of the place, in rem. */
  readonly bandHeight: number;
}

const DEFAULT_BAND_REM = 2;

/**
 * Measures the place of a picture, and again whenever its size or the page's type changes.
 * @param bothWays whether its height matters too
 */
export function useRoom(place: RefObject<HTMLElement | null>, bothWays: boolean): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => {
      const next = measureRoom(element, bothWays);
      setRoom((last) => (last && sameRoom(last, next) ? last : next));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    const schemes = new MutationObserver(measure);
    schemes.observe(document.documentElement, { attributeFilter: ["data-scheme"] });
    addEventListener("resize", measure);
    return () => {
      sizes.disconnect();
      schemes.disconnect();
      removeEventListener("resize", measure);
    };
  }, [place, bothWays]);
  return room;
}

function measureRoom(element: HTMLElement, bothWays: boolean): Room {
  const unit = (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16;
  const style = getComputedStyle(element);
  const remsOf = (property: string, otherwise: number) =>
    Number.parseFloat(style.getPropertyValue(property)) || otherwise;
  const headroom = remsOf("--headroom", 0) * 16 * unit;
  return {
    width: element.clientWidth,
    height: bothWays ? Math.max(0, element.clientHeight - headroom) : 0,
    headroom,
    unit,
    bandHeight: remsOf("--band-height", DEFAULT_BAND_REM) * 16 * unit,
  };
}

const sameRoom = (a: Room, b: Room) =>
  a.width === b.width && a.height === b.height && a.bandHeight === b.bandHeight && a.unit === b.unit;
