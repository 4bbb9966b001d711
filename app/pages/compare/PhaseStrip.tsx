import { useRef } from "react";
import { formatPartMs } from "../../ui/format";
import { useTicker } from "../../ui/use-ticker";
import type { Strip, StripCell } from "./strip-model";
import "./strip.css";

export interface PhaseStripProps {
  /** Accessible name of the list of phases. */
  name: string;
  /** Whose phases they are, where there are several; else empty. */
  whose: string;
  strip: Strip;
  /** `performance.now()` at which the phase at work began, or null. */
  currentFrom: number | null;
}

/** A moving strip lays the page out anew; some times a second are enough for the eye. */
const REDRAW_MS = 60;

/** Where the time went: a proportional bar, and every phase by name with its time. */
export function PhaseStrip({ name, whose, strip, currentFrom }: PhaseStripProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef(0);
  useTicker(currentFrom !== null, (now) => {
    if (now - drawn.current < REDRAW_MS) return;
    drawn.current = now;
    const passed = Math.max(0, now - (currentFrom ?? now));
    const segment = place.current?.querySelector<HTMLElement>(".strip-segment[data-current]");
    const time = place.current?.querySelector<HTMLElement>(".strip-cell[data-current] .strip-ticking");
    if (segment) segment.style.flexGrow = String(Math.max(passed, 0.01));
    if (time) time.textContent = formatPartMs(Number(time.getAttribute("data-before") ?? 0) + passed);
  });
  return (
    <div className="strip" ref={place}>
      <div className="strip-line" aria-hidden="true">
        {whose && <span className="strip-whose">{whose}</span>}
        <div className="strip-bar">
          {strip.segments.map(({ role, ms, current }, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: segments only ever grow at the end
              key={index}
              className={`strip-segment strip-${role}`}
              data-current={current || undefined}
              style={{ flexGrow: Math.max(ms, 0.01) }}
            />
          ))}
        </div>
      </div>
      <ol className="strip-cells" aria-label={name}>
        {strip.cells.map((cell) => (
          <Cell key={cell.phase} cell={cell} />
        ))}
      </ol>
    </div>
  );
}

function Cell({ cell }: { cell: StripCell }) {
  const { name, role, ms, current } = cell;
  return (
    <li
      className="strip-cell"
      data-current={current || undefined}
      data-waiting={(ms === null && !current) || undefined}
      aria-current={current ? "step" : undefined}
    >
      <span className="strip-name">
        <span className={`strip-swatch strip-${role}`} aria-hidden="true" />
        {name}
      </span>
      {current ? (
        <span className="strip-ms number">
          <span className="strip-ticking" key="ticking" data-before={ms ?? 0} aria-hidden="true" />
          <span className="unseen">at work now</span>
        </span>
      ) : (
        <span className="strip-ms number">{ms === null ? "—" : formatPartMs(ms)}</span>
      )}
    </li>
  );
}
