/** A state that goes away by itself. */
import { useCallback, useEffect, useRef, useState } from "react";

/** `[value, show]`: what was shown last, for `ms`; `null` otherwise. Showing again starts the time anew. */
export function usePassing<Value>(ms: number): [Value | null, (value: Value) => void] {
  const [value, setValue] = useState<Value | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = useCallback(
    (next: Value) => {
      clearTimeout(timer.current);
      setValue(() => next);
      timer.current = setTimeout(() => setValue(null), ms);
    },
    [ms],
  );
  return [value, show];
}
