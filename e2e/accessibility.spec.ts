import { expect, test } from "@playwright/test";
import { isClean } from "./pages/axe";
import { ComparePage } from "./pages/compare-page";

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`in the ${colorScheme} scheme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing before, during and after a run", async ({ page }) => {
      const compare = new ComparePage(page);
      await compare.open();
      await isClean(page);
      await compare.hostReady();
      await isClean(page);
      await compare.chooseProfile("pc");
      await compare.button("Start both").click();
      await compare.milliseconds(compare.vmTime);
      await compare.milliseconds(compare.containerTime);
      await isClean(page);
    });

    test("axe finds nothing in a failure, in the help, and on a phone", async ({ page }) => {
      await page.route("**/images/vmlinux.elf.gz*", (route) => route.fulfill({ status: 404 }));
      const compare = new ComparePage(page);
      await compare.open();
      await compare.chooseProfile("microvm");
      await compare.button("Power on").click();
      await expect(compare.vm).toContainText(/images are not there/);
      await isClean(page);
      await page.getByRole("button", { name: "Help" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await isClean(page);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 390, height: 844 });
      await isClean(page);
    });
  });

test("axe finds nothing while images are being built, and when there are none", async ({ page }) => {
  const building = { state: "building", percent: 41, message: "compiling the kernel" };
  await page.route("**/images/manifest.json", (route) => route.fulfill({ status: 404 }));
  await page.route("**/images/progress.json", (route) => route.fulfill({ json: building }));
  const compare = new ComparePage(page);
  await compare.open();
  await expect(page.getByText(/41 %/).first()).toBeVisible();
  await isClean(page);
  await page.unroute("**/images/progress.json");
  await page.route("**/images/progress.json", (route) => route.fulfill({ status: 404 }));
  await expect(page.getByText(/no guest images/).first()).toBeVisible();
  await isClean(page);
});

test("axe finds nothing at an address that leads nowhere", async ({ page }) => {
  await page.goto("/no/such/page");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/no page/);
  await isClean(page);
});

test("axe finds nothing with three machines and ten containers", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  await compare.chooseProfile("microvm");
  await page.getByLabel("How many virtual machines").selectOption("3");
  await page.getByLabel("How many containers").selectOption("10");
  await compare.button("Start both").click();
  await compare.milliseconds(compare.vmTime);
  await compare.milliseconds(compare.containerTime);
  await isClean(page);
});

test("the projector scheme is clean too, and is remembered", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await page.getByLabel(/scheme/i).selectOption({ label: "Projector" });
  await isClean(page);
  await page.reload();
  await expect(page.getByLabel(/scheme/i)).toHaveValue("projector");
});

test("the keyboard alone runs the comparison and gets out of a terminal", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  const start = compare.button("Start both");
  for (let presses = 0; presses < 30; presses++) {
    if (await start.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(start).toBeFocused();
  await page.keyboard.press("Enter");
  await compare.milliseconds(compare.vmTime);
  await compare.milliseconds(compare.containerTime);
  await compare.vmTerminal.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  const inside = await compare.vmTerminal.group.evaluate((group) => group.contains(document.activeElement));
  expect(inside).toBe(false);
});

test("the times are announced when they are final", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.bootVm("microvm");
  await expect(compare.vmTime).toHaveRole("status");
  await expect(compare.vmTime).toHaveAccessibleName("Virtual machine time to prompt");
});

test("nothing moves when motion is reduced", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const compare = new ComparePage(page);
  await compare.open();
  await compare.chooseProfile("pc");
  await compare.button("Power on").click();
  await expect(compare.vm).toContainText(/kernel/i);
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter((animation) => {
        const { duration } = animation.effect?.getComputedTiming() ?? {};
        return typeof duration === "number" && duration > 1;
      }).length,
  );
  expect(moving).toBe(0);
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const)
  test(`fits ${width} × ${height} without sideways scrolling, with targets of 40 px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const compare = new ComparePage(page);
    await compare.open();
    await expect(compare.button("Start both")).toBeInViewport();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    for (const control of await page.getByRole("button").or(page.getByRole("combobox")).all()) {
      if (!(await control.isVisible())) continue;
      const height = await control.evaluate((element) => {
        // A small mark may have a larger target around it.
        const around = Number.parseFloat(getComputedStyle(element, "::before").height) || 0;
        return Math.max(element.getBoundingClientRect().height, around);
      });
      expect(Math.round(height), (await control.textContent()) ?? "").toBeGreaterThanOrEqual(40);
    }
  });
