import { expect, type Page, test } from "@playwright/test";
import { isClean } from "./pages/axe";
import { crowdHash } from "./pages/crowd";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

/** A thousand containers. */
const CROWD = crowdHash(1_000);

/** Nothing is found in what is shown now, in the system's light and in its dark scheme. */
async function isCleanInBoth(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await colouredThrough(page);
    await isClean(page);
  }
}

/** Colours glide to those of another scheme; what goes on for ever is not waited for. */
async function colouredThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

const LOOKS = [
  { look: "in the light and the dark scheme", stored: "system", isClean: isCleanInBoth },
  { look: "in the projector scheme", stored: "projector", isClean },
];

for (const { look, stored, isClean } of LOOKS)
  test.describe(`axe finds nothing ${look}`, () => {
    test.beforeEach(async ({ page }) => {
      await page.addInitScript(
        (scheme) => localStorage.setItem("strata.settings", JSON.stringify({ scheme })),
        stored,
      );
    });

    test("at rest, playing, and while a story is told", async ({ page }) => {
      const lab = new LabPage(page);
      await lab.open();
      await isClean(page);
      await lab.button("Play").click();
      await expect(lab.layer(/, starting/).first()).toBeVisible();
      await isClean(page);
      await lab.choose("docker-vs-vm");
      await lab.button("Tell it layer by layer").click();
      await lab.button("Next layer").click();
      await expect(lab.stack.locator(".ghost").first()).toBeVisible();
      await isClean(page);
    });

    test("of a layer that is selected, refused, and looked back at", async ({ page }) => {
      const lab = new LabPage(page);
      await lab.open("three-apps-containers");
      await lab.settle();
      await lab.layer(/^web, container/).click();
      await lab.openInspection();
      await isClean(page);
      await lab.button("nginx").first().click();
      const dialog = page.getByRole("dialog", { name: "Add: nginx" });
      await dialog.getByRole("textbox", { name: "Name" }).fill("web");
      await dialog.getByRole("button", { name: "Add", exact: true }).click();
      await expect(page.getByRole("region", { name: "Refused" })).toBeVisible();
      await isClean(page);
      await lab.timeline.fill("10");
      await expect(page.getByRole("region", { name: "Looking back" })).toBeVisible();
      await isClean(page);
    });

    test("in two worlds, the table, the sizes and the report of a fill", async ({ page }) => {
      const lab = new LabPage(page);
      await lab.open("three-apps-vms");
      await lab.settle();
      await lab.showTools();
      for (const size of ["Memory", "Disk", "Start time"]) {
        await page.getByRole("combobox", { name: "Size" }).selectOption(size);
        await expect(lab.stack).toBeVisible();
        await isClean(page);
      }
      await page.getByRole("tab", { name: "Fill" }).click();
      await lab.button("Fill until full").click();
      await expect(lab.button("Dismiss the report")).toBeVisible();
      await isClean(page);
      await lab.button("Undo").click();
      await lab.button("Side by side").click();
      await page.getByRole("menuitem", { name: "Three applications in three containers" }).click();
      await expect(page.getByRole("tree", { name: "Second stack" })).toBeVisible();
      await expect(lab.layer(/, only here/).first()).toBeVisible();
      await isClean(page);
      await page.getByRole("tab", { name: "Bill" }).click();
      await lab.button("Table").click();
      await expect(page.getByRole("table", { name: /^Second stack/ })).toBeVisible();
      await isClean(page);
    });

    test("in what opens over the page", async ({ page }) => {
      const lab = new LabPage(page);
      await lab.open("docker-vs-vm");
      await lab.showTools();
      const dialog = await lab.openSaves();
      await dialog.getByRole("textbox", { name: "Name" }).fill("Lecture one");
      await dialog.getByRole("button", { name: "Save", exact: true }).click();
      await dialog.getByRole("button", { name: "Remove Lecture one" }).click();
      await isClean(page);
      await page.keyboard.press("Escape");
      await lab.button("nginx").first().click();
      await expect(page.getByRole("dialog", { name: "Add: nginx" })).toBeVisible();
      await isClean(page);
      await page.keyboard.press("Escape");
      await lab.button("Export").click();
      await expect(page.getByRole("menu", { name: "Export" })).toBeVisible();
      await isClean(page);
      await page.keyboard.press("Escape");
      await lab.button("Side by side").click();
      await isClean(page);
      await page.keyboard.press("Escape");
      await page.getByRole("combobox", { name: "Find a layer" }).fill("kernel");
      await expect(
        page.getByRole("listbox", { name: "Layers found" }).getByRole("option").first(),
      ).toBeVisible();
      await isClean(page);
      await page.keyboard.press("Escape");
      await lab.button("Help").click();
      await expect(page.getByRole("dialog")).toContainText("Keys of the laboratory");
      await isClean(page);
    });

    test("where nothing stands, and where a link is broken", async ({ page }) => {
      const lab = new LabPage(page);
      await lab.openEmpty();
      await isClean(page);
      await page.goto("/lab#w=9.abc");
      await page.reload();
      await expect(page.getByRole("alert")).toBeVisible();
      await isClean(page);
    });

    test("with a thousand containers, which are gathered, and opened", async ({ page }) => {
      const lab = new LabPage(page);
      await page.goto(`/lab#${CROWD}`);
      const crowd = lab.layer(/1,000/).last();
      await expect(crowd).toBeVisible({ timeout: 60_000 });
      await isClean(page);
      await crowd.focus();
      await page.keyboard.press("ArrowRight");
      await expect(lab.layer(/^web1000,/)).toBeVisible();
      await isClean(page);
    });

    test("on a phone", async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const lab = new LabPage(page);
      await lab.open("three-apps-containers");
      await lab.settle();
      await isClean(page);
      await lab.showTools();
      for (const part of ["Layer", "Fill", "Bill", "Commands"]) {
        await page.getByRole("tab", { name: part, exact: true }).click();
        await isClean(page);
      }
    });
  });
