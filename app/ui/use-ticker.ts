import { useEffect, useLayoutEffect, useRef } from "react";

/** Calls back on every animation frame while `running`, with the time; nothing runs otherwise. */
export function useTicker(running: boolean, tick: (now: number) => void): void {
  const latest = useRef(tick);
  useLayoutEffect(() => {
    latest.current = tick;
  });
  useEffect(() => {
    if (!running) return;
    let frame = 0;
    const turn = () => {
      latest.current(performance.now());
      frame = requestAnimationFrame(turn);
    };
    turn();
    return () => cancelAnimationFrame(frame);
  }, [running]);
}
