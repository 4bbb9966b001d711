/** `npm run screenshot`: the pictures in the README, taken from the production build after a real run. */
import { type Browser, chromium } from "@playwright/test";
import { ComparePage } from "../e2e/pages/compare-page";
import { LabPage } from "../e2e/pages/lab-page";
import { CHROMIUM } from "../playwright.config";
import { serve } from "./serve.mjs";

/** Lets what moves come to rest, ms. */
const REST_MS = 1_000;

async function comparison(browser: Browser, baseURL: string): Promise<Buffer> {
  const page = await browser.newPage({
    baseURL,
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
  await page.waitForTimeout(REST_MS);
  return page.screenshot({ path: "docs/compare.png" });
}

async function laboratory(browser: Browser, baseURL: string): Promise<Buffer> {
  const page = await browser.newPage({
    baseURL,
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
  });
  const lab = new LabPage(page);
  await lab.open("vms-vs-containers");
  await lab.settle();
  await lab.layer(/^kernel of right/).click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(REST_MS);
  return page.screenshot({ path: "docs/lab.png" });
}

const server = await serve();
const browser = await chromium.launch(CHROMIUM);
try {
  await comparison(browser, server.url);
  await laboratory(browser, server.url);
} finally {
  await browser.close();
  await server.close();
}
process.stdout.write("docs/compare.png\ndocs/lab.png\n");
