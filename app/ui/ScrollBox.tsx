import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import "./scroll-box.css";

/** Content that scrolls sideways where it is too wide; then the keyboard can reach and scroll it. */
export function ScrollBox({ name, children }: { name: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const look = () => setScrolls(element.scrollWidth > element.clientWidth);
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    return () => sizes.disconnect();
  }, []);
  const reachable = scrolls ? { tabIndex: 0, role: "group", "aria-label": `${name}, scrolls sideways` } : {};
  return (
    <div className="scroll-box" ref={place} {...reachable}>
      {children}
    </div>
  );
}
