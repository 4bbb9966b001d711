import { expect, type Page, test } from "@playwright/test";
import { ComparePage } from "./pages/compare-page";

/** Tries again where the page offers it in the left pane, and expects a prompt. */
async function recovers(compare: ComparePage): Promise<void> {
  await compare.vm
    .getByRole("button", { name: /try again|power on/i })
    .first()
    .click();
  await compare.milliseconds(compare.vmTime);
}

async function failsWith(page: Page, prepare: () => Promise<unknown>, words: RegExp): Promise<ComparePage> {
  const compare = new ComparePage(page);
  await prepare();
  await compare.open();
  await compare.chooseProfile("microvm");
  await compare.button("Power on").click();
  await expect(compare.vm).toContainText(words);
  return compare;
}

test("a damaged image is recognised by its checksum; trying again fetches it afresh", async ({ page }) => {
  const compare = await failsWith(
    page,
    () =>
      page.route("**/images/vmlinux.elf.gz*", async (route) => {
        const good = await route.fetch({ url: route.request().url().replace("vmlinux.elf", "seabios.bin") });
        await route.fulfill({ response: good });
      }),
    /damaged/,
  );
  await page.unrouteAll();
  await recovers(compare);
});

test("an image that is not there is named as such; it works once it is", async ({ page }) => {
  const compare = await failsWith(
    page,
    () => page.route("**/images/initramfs.cpio.gz*", (route) => route.fulfill({ status: 404 })),
    /images are not there/,
  );
  await page.unrouteAll();
  await recovers(compare);
});

test("a broken connection is told apart", async ({ page }) => {
  const compare = await failsWith(
    page,
    () => page.route("**/images/vmlinux.elf.gz*", (route) => route.abort()),
    /could not be loaded/,
  );
  await page.unrouteAll();
  await recovers(compare);
});

test("a worker that dies is replaced", async ({ page }) => {
  await page.addInitScript(() => {
    const Real = Worker;
    globalThis.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        const broken = Reflect.get(globalThis, "broken") === true;
        Reflect.set(globalThis, "broken", false);
        super(broken ? "/no-such-script.js" : url, options);
      }
    };
  });
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  await compare.chooseProfile("microvm");
  await page.evaluate(() => Reflect.set(globalThis, "broken", true));
  await compare.button("Power on").click();
  await expect(compare.vm).toContainText(/stopped unexpectedly/);
  await recovers(compare);
});

test("a browser without WebAssembly gets a clear sentence, and the page stays usable", async ({ page }) => {
  await failsWith(
    page,
    () =>
      page.addInitScript(() => {
        Reflect.deleteProperty(globalThis, "WebAssembly");
      }),
    /WebAssembly/,
  );
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("images that are still being built show how far they are, and boot when they are there", async ({
  page,
}) => {
  const compare = new ComparePage(page);
  await page.route("**/images/manifest.json", (route) => route.fulfill({ status: 404 }));
  await page.route("**/images/progress.json", (route) =>
    route.fulfill({ json: { state: "building", percent: 41, message: "compiling the kernel" } }),
  );
  await compare.open();
  await expect(page.getByText(/41\s*%/).first()).toBeVisible();
  await expect(page.getByText(/compiling the kernel/).first()).toBeVisible();
  await page.unrouteAll();
  await compare.hostReady();
  await compare.runContainer();
});

test("before a guest is asked for, the page loads neither emulator nor terminal", async ({ page }) => {
  const scripts: { url: string; bytes: number }[] = [];
  page.on("response", async (response) => {
    if (!response.url().endsWith(".js")) return;
    const bytes = (await response.request().sizes()).responseBodySize;
    scripts.push({ url: response.url(), bytes });
  });
  await page.route("**/images/**", (route) => route.fulfill({ status: 404 }));
  const compare = new ComparePage(page);
  await compare.open();
  await page.waitForLoadState("networkidle");
  expect(scripts.map(({ url }) => url).filter((url) => /xterm|guest/.test(url))).toEqual([]);
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThanOrEqual(150_000);
});

test("storage that is full of nonsense or refused changes nothing", async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem("strata-settings", "{not json");
    Object.defineProperty(window, "indexedDB", { value: undefined });
  });
  const compare = new ComparePage(page);
  await compare.open();
  await compare.runContainer();
});

test("nothing is asked of other hosts, and the policy is never broken", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== baseURL) elsewhere.push(request.url());
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  const compare = new ComparePage(page);
  const response = await page.goto("/");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'/);
  await compare.bootVm("microvm");
  await compare.runContainer();
  expect(elsewhere).toEqual([]);
  expect(problems).toEqual([]);
});
