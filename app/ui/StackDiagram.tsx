import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { createStackPicture, type StackPicture } from "../diagram/draw/stack-picture";
import { describeStack } from "../diagram/layout/describe-stack";
import { layoutStack } from "../diagram/layout/layout-stack";
import type { Stack } from "../diagram/layout/stack";
import "../diagram/draw/diagram.css";
import "./stack-diagram.css";

export interface StackDiagramProps {
  /** What the picture shows, for its text alternative. */
  name: string;
  stack: Stack;
}

interface Room {
  width: number;
  bandHeight: number;
  unit: number;
}

/** A stack of layers as a picture that fits its place, pans where it cannot, and reads as one text. */
export function StackDiagram({ name, stack }: StackDiagramProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<SVGSVGElement>(null);
  const picture = useRef<StackPicture | null>(null);
  const prefix = useId().replace(/[^\w-]/g, "");
  const room = useRoom(place);
  const layout = room && layoutStack(stack, room);
  const pans = layout !== null && room !== null && layout.width > room.width;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    picture.current = createStackPicture(element, prefix);
    return () => {
      picture.current?.dispose();
      picture.current = null;
    };
  }, [prefix]);

  useEffect(() => {
    if (layout && room) picture.current?.update(layout, room.unit);
  });

  const scrollable = pans
    ? { tabIndex: 0, role: "group", "aria-label": `${name} stack, scrolls sideways` }
    : {};
  return (
    <div className="stack-diagram" ref={place} {...scrollable}>
      <svg ref={canvas} className="stack-picture" role="img" aria-label={describeStack(name, stack)} />
      {layout?.bands
        .filter(({ state }) => state === "working")
        .map(({ id, role, x, y, width, height }) => (
          <span key={id} className={`stack-sheen role-${role}`} style={{ left: x, top: y, width, height }} />
        ))}
    </div>
  );
}

/** Measures the place of a picture, and again whenever its size or the page's type changes. */
function useRoom(place: React.RefObject<HTMLDivElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => {
      const next = measureRoom(element);
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
  }, [place]);
  return room;
}

function measureRoom(element: HTMLElement): Room {
  const unit = (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16;
  const rems = Number.parseFloat(getComputedStyle(element).getPropertyValue("--band-height")) || 2;
  return { width: element.clientWidth, bandHeight: rems * 16 * unit, unit };
}

const sameRoom = (a: Room, b: Room) =>
  a.width === b.width && a.bandHeight === b.bandHeight && a.unit === b.unit;
