/** `npm run screenshot`: the picture in the README, taken from the production build after a real run. */
import { chromium } from "@playwright/test";
import { ComparePage } from "../e2e/pages/compare-page";
import { CHROMIUM } from "../playwright.config";
import { serve } from "./serve.mjs";

const FILE = "docs/compare.png";

const server = await serve();
const browser = await chromium.launch(CHROMIUM);
const page = await browser.newPage({
  baseURL: server.url,
  viewport: { width: 1440, height: 900 },
  colorScheme: "light",
});
const compare = new ComparePage(page);
await compare.open();
await compare.hostReady();
await compare.button("Start both").click();
await compare.milliseconds(compare.vmTime);
await compare.milliseconds(compare.containerTime);
await page.mouse.move(0, 0);
await page.waitForTimeout(1_000);
await page.screenshot({ path: FILE });
await browser.close();
await server.close();
process.stdout.write(`${FILE}\n`);
