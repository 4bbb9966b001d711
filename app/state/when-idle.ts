/** Runs work when the page has nothing better to do: after the first paint, at the latest after two seconds. */
export function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 500);
}
