/** Is the app usable while guests boot? Gaps between animation frames, against those of the same page at rest. */
import { onPage } from "./browser";
import { gaps, recordGaps } from "./frame-gaps";
import { pointsAbove, type Ratio, ratio } from "./ratio";

/** A gap that a person may notice, and one that nobody should meet, in milliseconds. */
const NOTICEABLE_MS = 50;
const NEVER_MS = 150;

/** How long the page rests, and how often machines boot. */
const REST_MS = 5_000;
const BOOTS = 3;

const noticeable = (all: number[]) => all.filter((gap) => gap > NOTICEABLE_MS).length / all.length;

/** The share of noticeable gaps while machines boot, and the longest of all. */
export async function frameRatios(): Promise<Ratio[]> {
  return onPage(async (compare, page) => {
    await page.waitForTimeout(6_000);
    await recordGaps(page);
    await page.waitForTimeout(REST_MS);
    const resting = await gaps(page);
    const booting: number[] = [];
    for (let boot = 0; boot < BOOTS; boot++)
      for (const profile of ["pc", "microvm"] as const) {
        await compare.chooseProfile(profile);
        await recordGaps(page);
        await compare.button("Power on").click();
        await compare.milliseconds(compare.vmTime);
        booting.push(...(await gaps(page)));
        await compare.button("Power off").click();
        await page.waitForTimeout(500);
      }
    return [
      pointsAbove(
        `frame gaps over ${NOTICEABLE_MS} ms during boots, points above rest`,
        noticeable(booting),
        noticeable(resting),
        5,
      ),
      ratio(`longest frame gap during boots / ${NEVER_MS} ms`, Math.max(...booting), NEVER_MS, 1),
    ];
  });
}
