/** Does the laboratory stay smooth while a person scrubs through a world of a thousand containers? */
import { chromium, type Page } from "@playwright/test";
import { crowdHash } from "../e2e/pages/crowd";
import { LabPage } from "../e2e/pages/lab-page";
import { CHROMIUM } from "../playwright.config";
import { serve } from "../tools/serve.mjs";
import { gaps, recordGaps } from "./frame-gaps";
import { pointsAbove, type Ratio } from "./ratio";

const CONTAINERS = 1_000;
/** A frame that comes later than this has missed its turn on a 60 Hz screen. */
const LATE_MS = 20;
const WATCHED_MS = 5_000;

// Sent as text: a function would carry helpers of the TypeScript runner that the page does not have.
const SCRUB = `new Promise((done) => {
  const slider = document.querySelector('input[type="range"][aria-label="Timeline"]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const begin = performance.now();
  requestAnimationFrame(function frame() {
    const gone = performance.now() - begin;
    const there = Math.abs(((gone / 2500) % 2) - 1);
    set.call(slider, String(Number(slider.max) * there));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    if (gone < ${WATCHED_MS}) requestAnimationFrame(frame);
    else done();
  });
})`;

const late = (all: number[]) => all.filter((gap) => gap > LATE_MS).length / all.length;

async function watch(page: Page, meanwhile: () => Promise<unknown>): Promise<number[]> {
  await recordGaps(page);
  await meanwhile();
  return gaps(page);
}

/** The share of late frames while the slider moves in every frame, beyond that of the same page at rest. */
export async function scrubRatios(): Promise<Ratio[]> {
  const crowd = crowdHash(CONTAINERS);
  const server = await serve();
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
    const lab = new LabPage(page);
    await page.goto(`/lab#${crowd}`);
    await lab.layer(/1,000/).first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(2_000);
    const resting = await watch(page, () => page.waitForTimeout(WATCHED_MS));
    const scrubbing = await watch(page, () => page.evaluate(SCRUB));
    return [
      pointsAbove(
        `frames over ${LATE_MS} ms while scrubbing ${CONTAINERS} containers, points above rest`,
        late(scrubbing),
        late(resting),
        5,
      ),
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}
