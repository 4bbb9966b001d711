import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const DEBIAN_CHROMIUM = "/usr/bin/chromium";

/** Keeps the browser from talking to anyone but the page under test. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's own Chromium where there is one, else Playwright's. */
export const CHROMIUM = existsSync(DEBIAN_CHROMIUM)
  ? { executablePath: DEBIAN_CHROMIUM, args: CHROMIUM_ARGS }
  : { args: CHROMIUM_ARGS };

export default defineConfig({
  testDir: "e2e",
  // A machine boots in each test: on two cores, two at once would measure each other.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: ".cache/e2e.json" }]],
  use: {
    baseURL: "http://localhost:4173",
    viewport: { width: 1440, height: 900 },
    launchOptions: CHROMIUM,
    permissions: ["clipboard-read", "clipboard-write"],
    trace: "retain-on-failure",
  },
  webServer: {
    command: "node e2e/server.mjs",
    url: "http://localhost:4173",
    reuseExistingServer: false,
  },
});
