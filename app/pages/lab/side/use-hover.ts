import { useSyncExternalStore } from "react";

const QUERY = "(hover: hover)";

/** Whether there is a pointer that can rest on something without pressing it: no finger can. */
export function useHover(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(QUERY).matches);
}

function listen(changed: () => void): () => void {
  const query = matchMedia(QUERY);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
