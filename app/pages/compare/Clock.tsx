import { useRef } from "react";
import { formatCount } from "../../ui/format";
import { useTicker } from "../../ui/use-ticker";
import type { ClockReading } from "./clock-model";

export interface ClockProps {
  /** Accessible name. */
  name: string;
  reading: ClockReading;
}

/**
 * A pane's clock. The output holds final times only; while the clock ticks, digits that nobody is read out to stand
 * in its place, and go straight to the document.
 */
export function Clock({ name, reading }: ClockProps) {
  return (
    <span className="clock number" data-mode={reading.mode}>
      {reading.mode === "blank" && <span aria-hidden="true">—</span>}
      {reading.mode === "ticking" && <Ticking from={reading.from} />}
      <output aria-label={name} aria-live="off">
        {reading.mode === "stopped" ? (
          <Digits>{formatCount(reading.ms)}</Digits>
        ) : (
          <span className="unseen">{reading.mode === "ticking" ? "not known yet" : "not started"}</span>
        )}
      </output>
    </span>
  );
}

function Digits({ children }: { children: React.ReactNode }) {
  return (
    <>
      {children}
      <span className="clock-unit"> ms</span>
    </>
  );
}

function Ticking({ from }: { from: number }) {
  const digits = useRef<HTMLSpanElement>(null);
  useTicker(true, (now) => {
    if (digits.current) digits.current.textContent = formatCount(Math.max(0, now - from));
  });
  return (
    <span aria-hidden="true">
      <Digits>
        <span ref={digits} />
      </Digits>
    </span>
  );
}
