/** The small mark beside a figure that says where the figure comes from. */
import { flip, offset, shift, useFloating } from "@floating-ui/react-dom";
import { useEffect, useId, useState } from "react";
import { type Origin, originWords, saysOrigin } from "./origin-words";
import "./origin-mark.css";

export interface OriginMarkProps {
  origin: Origin;
  /** One sentence: measured how, modelled from what, cited from where. */
  how: string;
  /** Shows the words beside the mark. */
  spelled?: boolean;
  /** To which side the explanation opens, where there is room. */
  opens?: "start" | "end";
  /** The figure's name: told apart by it where a list has many marks. */
  of?: string;
}

/** To the mark and to the window's edge, px. */
const GAP = 8;

/** A mark with a tooltip that says how. The tooltip lies over everything: no scrolling panel cuts it off. */
export function OriginMark({ origin, how, spelled = false, opens = "start", of }: OriginMarkProps) {
  const id = useId();
  const words = originWords(origin, how);
  const [shown, setShown] = useState(false);
  const { refs, elements, floatingStyles, update } = useFloating({
    placement: opens === "end" ? "top-end" : "top-start",
    strategy: "fixed",
    transform: false,
    middleware: [offset(GAP), flip({ padding: GAP }), shift({ padding: GAP })],
  });
  const { floating: tip, reference: mark } = elements;
  useEffect(() => {
    if (!shown || !tip) return;
    tip.showPopover();
    update();
    const hide = () => setShown(false);
    window.addEventListener("scroll", hide, true);
    window.addEventListener("resize", hide);
    return () => {
      window.removeEventListener("scroll", hide, true);
      window.removeEventListener("resize", hide);
      if (tip.isConnected) tip.hidePopover();
    };
  }, [shown, tip, update]);
  return (
    <span
      className={`origin origin-${origin}`}
      onPointerEnter={() => setShown(true)}
      onPointerLeave={() => setShown(document.activeElement === mark)}
    >
      <button
        ref={refs.setReference}
        type="button"
        className={spelled ? "origin-mark origin-spelled" : "origin-mark"}
        aria-label={of === undefined ? words : `${of}: ${words}`}
        aria-describedby={id}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onClick={() => setShown(true)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !shown) return;
          // A dialog around it stays open.
          event.preventDefault();
          setShown(false);
        }}
      >
        <span className="origin-sign" aria-hidden="true" />
        {spelled && words}
      </button>
      <span
        ref={refs.setFloating}
        className="origin-how"
        style={floatingStyles}
        popover="manual"
        role="tooltip"
        id={id}
      >
        {!spelled && !saysOrigin(origin, how) && <strong>{words}: </strong>}
        {how}
      </span>
    </span>
  );
}
