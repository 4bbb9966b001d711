/** A real Chromium on the production build, for the benchmarks that need one. */
import { type Browser, chromium, type Page } from "@playwright/test";
import { ComparePage } from "../e2e/pages/compare-page";
import { CHROMIUM } from "../playwright.config";
import { serve } from "../tools/serve.mjs";

/** Runs `use` on a fresh page with its host guest up, and cleans up after it. */
export async function onPage<T>(
  use: (compare: ComparePage, page: Page, browser: Browser) => Promise<T>,
): Promise<T> {
  const server = await serve();
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
    const compare = new ComparePage(page);
    await compare.open();
    await compare.hostReady();
    return await use(compare, page, browser);
  } finally {
    await browser.close();
    await server.close();
  }
}
