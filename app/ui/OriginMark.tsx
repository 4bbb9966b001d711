import { useId, useState } from "react";
import "./origin-mark.css";

/** Where a figure comes from. */
type Origin = "measured" | "modelled" | "cited";

const WORDS: Record<Origin, string> = {
  measured: "measured here",
  modelled: "modelled",
  cited: "cited",
};

export interface OriginMarkProps {
  origin: Origin;
  /** One sentence: measured how, modelled from what, cited from where. */
  how: string;
  /** Shows the words beside the mark. */
  spelled?: boolean;
  /** To which side the explanation opens. */
  opens?: "start" | "end";
}

/** The small mark beside a figure that says where it comes from; a tooltip says how. */
export function OriginMark({ origin, how, spelled = false, opens = "start" }: OriginMarkProps) {
  const id = useId();
  const [dismissed, setDismissed] = useState(false);
  const show = () => setDismissed(false);
  return (
    <span className={`origin origin-${origin}`} data-dismissed={dismissed} onPointerEnter={show}>
      <button
        type="button"
        className={spelled ? "origin-mark origin-spelled" : "origin-mark"}
        aria-label={WORDS[origin]}
        aria-describedby={id}
        onFocus={show}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key === "Escape") setDismissed(true);
        }}
      >
        <span className="origin-sign" aria-hidden="true" />
        {spelled && WORDS[origin]}
      </button>
      <span className={`origin-how origin-opens-${opens}`} role="tooltip" id={id}>
        {!spelled && <strong>{WORDS[origin]}: </strong>}
        {how}
      </span>
    </span>
  );
}
