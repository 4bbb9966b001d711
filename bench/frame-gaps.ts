/** Gaps between a page's animation frames. */
import type { Page } from "@playwright/test";

// Sent as text: a function would carry helpers of the TypeScript runner that the page does not have.
const RECORD = `{
  globalThis.frameGaps = [];
  globalThis.stopFrames = false;
  let last = performance.now();
  requestAnimationFrame(function frame() {
    const now = performance.now();
    frameGaps.push(now - last);
    last = now;
    if (!stopFrames) requestAnimationFrame(frame);
  });
}`;

/** Begins to record. */
export async function recordGaps(page: Page): Promise<void> {
  await page.evaluate(RECORD);
}

/** Ends the recording and answers the gaps, ms. The first is left out: it began before. */
export async function gaps(page: Page): Promise<number[]> {
  return page.evaluate("stopFrames = true, frameGaps.slice(1)");
}
