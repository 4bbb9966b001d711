import { expect, test } from "@playwright/test";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

test("the tree is walked by arrow keys, Home, End and letters", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("three-apps-vms");
  await lab.settle();
  const items = await lab.spoken();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  const press = async (key: string, leadsTo: string | RegExp | undefined) => {
    await page.keyboard.press(key);
    if (leadsTo instanceof RegExp) await expect.poll(focused, key).toMatch(leadsTo);
    else await expect.poll(focused, key).toBe(leadsTo);
  };
  await lab.tabTo(lab.stack.locator('[tabindex="0"]'));
  await press("Home", items[0]);
  await press("ArrowDown", items[1]);
  await press("ArrowUp", items[0]);
  await press("End", items.at(-1));
  await press("ArrowDown", items.at(-1));
  await press("ArrowLeft", /^binaries and libraries of database on vm3/);
  await press("ArrowLeft", /^userland of vm3/);
  await press("ArrowRight", /^binaries and libraries of database/);
  await press("Home", items[0]);
  await press("ArrowRight", items[1]);
  await press("v", /^vm1, virtual machine/);
  await page.keyboard.type("m3", { delay: 20 });
  await expect.poll(focused).toMatch(/^vm3, virtual machine/);
  await page.keyboard.press("Enter");
  await expect(lab.layer(/^vm3, virtual machine/)).toHaveAttribute("aria-selected", "true");
  await expect(lab.stack.locator('[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(lab.stack.locator('[aria-selected="true"]')).toHaveCount(0);
});

test("what happens is announced politely, in both worlds", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("three-apps-containers");
  await lab.settle();
  const polite = page.locator("[aria-live=polite]");
  await expect(polite.filter({ hasText: /web.* runs?\b|containers run/ })).toHaveCount(1);
  await lab.button("Side by side").click();
  await page.getByRole("menuitem", { name: "A copy of this world" }).click();
  await page
    .getByRole("tree", { name: "Second stack" })
    .getByRole("treeitem", { name: /^web, container/ })
    .click();
  await lab.button("Kill it").click();
  await expect(polite.filter({ hasText: /^Second stack: .*web/ })).toHaveCount(1);
});

test("nothing moves when motion is reduced", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const lab = new LabPage(page);
  await lab.open("vms-vs-containers");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("10");
  await lab.button("Play").click();
  await expect(lab.layer(/, starting/).first()).toBeVisible();
  const moving = await page.evaluate(async () => {
    const found = new Set<string>();
    for (let frame = 0; frame < 60; frame++) {
      await new Promise(requestAnimationFrame);
      for (const animation of document.getAnimations()) {
        const { duration } = animation.effect?.getComputedTiming() ?? {};
        if (typeof duration === "number" && duration > 1) found.add(String(animation.id || duration));
      }
    }
    return [...found];
  });
  expect(moving).toEqual([]);
});

test("layers jump to their places when motion is reduced", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const lab = new LabPage(page);
  await lab.open("three-apps-containers");
  await lab.settle();
  const placesWhile = (doing: () => Promise<void>) =>
    Promise.all([
      lab.layer(/^web, container/).evaluate(async (item) => {
        const places: number[] = [];
        for (let frame = 0; frame < 90; frame++) {
          await new Promise(requestAnimationFrame);
          const { width } = item.getBoundingClientRect();
          if (width !== places.at(-1)) places.push(width);
        }
        return places;
      }),
      doing(),
    ]);
  await lab.layer(/^cache, container/).click();
  const [places] = await placesWhile(() => lab.button("Remove it by force").click());
  expect(places.length, `widths of the container beside: ${places}`).toBeLessThanOrEqual(2);
});

for (const [width, height, scheme] of [
  [1440, 900, "system"],
  [1024, 768, "projector"],
  [390, 844, "system"],
] as const)
  test.describe(`at ${width} × ${height}, ${scheme} scheme`, () => {
    test.use({ viewport: { width, height } });

    test.beforeEach(async ({ page }) => {
      await page.addInitScript(
        (chosen) => localStorage.setItem("strata.settings", JSON.stringify({ scheme: chosen })),
        scheme,
      );
    });

    test("nothing scrolls sideways, and targets have 40 px", async ({ page }) => {
      const lab = new LabPage(page);
      await lab.open("three-apps-containers");
      await lab.settle();
      await lab.fits();
      await lab.layer(/^web, container/).click();
      await lab.showTools();
      await lab.fits();
      await lab.button("Table").click();
      await lab.fits();
      await lab.button("Side by side").click();
      await page.getByRole("menuitem", { name: "Three applications in three virtual machines" }).click();
      await expect(page.getByRole("table", { name: /^Second stack/ })).toBeVisible();
      await lab.fits();
      await lab.button("Picture").click();
      await lab.fits();
    });
  });
