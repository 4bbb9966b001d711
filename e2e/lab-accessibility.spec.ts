import { expect, type Page, test } from "@playwright/test";
import { isClean } from "./pages/axe";
import { crowdHash } from "./pages/crowd";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

/** Opens the laboratory in a scheme: the system's, or one that was chosen in an earlier visit. */
async function visit(page: Page, scheme: (typeof SCHEMES)[number]): Promise<LabPage> {
  if (scheme === "projector")
    await page.addInitScript(() => localStorage.setItem("strata.settings", '{"scheme":"projector"}'));
  else await page.emulateMedia({ colorScheme: scheme });
  return new LabPage(page);
}

/** A thousand containers. */
const CROWD = crowdHash(1_000);

const SCHEMES = ["light", "dark", "projector"] as const;

for (const scheme of SCHEMES)
  test.describe(`axe finds nothing in the ${scheme} scheme`, () => {
    test("at rest, playing, and while a story is told", async ({ page }) => {
      const lab = await visit(page, scheme);
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
      const lab = await visit(page, scheme);
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
      await lab.timeline.fill("1000");
      await expect(page.getByRole("region", { name: "Looking back" })).toBeVisible();
      await isClean(page);
    });

    test("in two worlds, the table, the sizes and the report of a fill", async ({ page }) => {
      const lab = await visit(page, scheme);
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
      const lab = await visit(page, scheme);
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
      const lab = await visit(page, scheme);
      await lab.openEmpty();
      await isClean(page);
      await page.goto("/lab#w=9.abc");
      await page.reload();
      await expect(page.getByRole("alert")).toBeVisible();
      await isClean(page);
    });

    test("with a thousand containers, which are gathered, and opened", async ({ page }) => {
      const lab = await visit(page, scheme);
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
      const lab = await visit(page, scheme);
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
