import { useRef } from "react";
import { formatCount } from "../../ui/format";
import { useTicker } from "../../ui/use-ticker";
import type { ClockReading } from "./clock-model";

export interface ClockProps {
  /** Accessible name. */
  name: string;
  reading: ClockReading;
}

/** A pane's clock. While it ticks, digits go straight to the document, unannounced. */
export function Clock({ name, reading }: ClockProps) {
  return (
    <output className="clock number" aria-label={name} aria-live="off" data-mode={reading.mode}>
      {reading.mode === "blank" && (
        <>
          <span aria-hidden="true">—</span>
          <span className="unseen">not started</span>
        </>
      )}
      {reading.mode === "ticking" && <Ticking from={reading.from} />}
      {reading.mode === "stopped" && <Digits>{formatCount(reading.ms)}</Digits>}
    </output>
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
    <Digits>
      <span ref={digits} />
    </Digits>
  );
}
