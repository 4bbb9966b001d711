/** Does a machine give back what it took? Memory of the tab over power cycles, against the second one's. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { onPage } from "./browser";
import { type Ratio, ratio } from "./ratio";

const CYCLES = 10;

/** How long the browser has to hand memory back after a power-off, in milliseconds. */
const SETTLE_MS = 3_000;

/** Proportional set size of the browser's renderer processes, in bytes (Linux only). */
async function tabBytes(browser: Browser, page: Page): Promise<number> {
  const tab = await page.context().newCDPSession(page);
  await tab.send("HeapProfiler.collectGarbage");
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === "renderer")
      .map(async ({ id }) => {
        const rollup = await readFile(`/proc/${id}/smaps_rollup`, "utf8");
        return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
      }),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** The tab's memory after the last cycle as a share of that after the second. */
export async function memoryRatios(): Promise<Ratio[]> {
  return onPage(async (compare, page, browser) => {
    const after: number[] = [];
    for (let cycle = 1; cycle <= CYCLES; cycle++) {
      await compare.bootVm("microvm");
      await compare.button("Power off").click();
      await page.waitForTimeout(SETTLE_MS);
      after.push(await tabBytes(browser, page));
      process.stderr.write(`  cycle ${cycle}: ${((after.at(-1) ?? 0) / 1e6).toFixed(0)} MB\n`);
    }
    return [
      ratio(
        "tab after 10 power cycles / after 2, bytes",
        after.at(-1) ?? Number.NaN,
        after[1] ?? Number.NaN,
        1.2,
      ),
    ];
  });
}
