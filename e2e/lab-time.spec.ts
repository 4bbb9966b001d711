import { expect, test } from "@playwright/test";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

test("a host's kernel that crashes takes exactly what stands on it", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("vms-vs-containers");
  await lab.settle();
  const left = (words: string[]) =>
    words.slice(
      0,
      words.findIndex((item) => item.startsWith("right, hardware")),
    );
  const before = await lab.spoken();
  expect(before.every((words) => !/panicked|out of reach/.test(words))).toBe(true);

  await lab.layer(/^kernel of right/).click();
  await lab.button("Crash the kernel").click();
  await expect(lab.layer(/^kernel of right.*panicked/)).toBeVisible();

  const after = await lab.spoken();
  expect(left(after)).toEqual(left(before));
  const right = after.slice(left(after).length);
  const alive = right.filter((words) => /\brunning\b/.test(words));
  expect(alive.every((words) => /^right, hardware/.test(words))).toBe(true);
  for (const name of ["web", "cache", "database"])
    await expect(lab.layer(new RegExp(`^${name}, container, exited.*, out of reach`))).toBeVisible();
});

test("what was done can be scrubbed back, forked, shared and opened in a clean browser: the same world", async ({
  page,
  browser,
}) => {
  const lab = new LabPage(page);
  await lab.open("three-apps-containers");
  await lab.settle();
  const up = await lab.spoken();
  const settled = Number(await lab.timeline.inputValue());
  await lab.layer(/^web, container/).click();
  await lab.button("Kill it").click();
  await expect(lab.layer(/^web, container, exited/)).toBeVisible();
  const killed = await lab.spoken();

  await lab.button("Step").click();
  await lab.timeline.fill(String(settled / 2));
  await expect(page.getByRole("region", { name: "Looking back" })).toBeVisible();
  await expect(lab.layer(/^web, container, starting/)).toBeVisible();
  await lab.button("Fork").click();
  const second = page.getByRole("tree", { name: "Second stack", exact: true });
  await expect(second.getByRole("treeitem", { name: /^web, container, starting/ })).toBeVisible();
  await expect(second.getByRole("treeitem", { name: /, exited/ })).toHaveCount(0);
  await lab.layer(/^laptop, hardware/).click();
  await lab.button("Back to the present").click();
  // Both worlds are there: of the one on the left, some layers now say that they differ from the other's.
  await expect.poll(() => lab.spoken()).not.toEqual(killed);
  await page.getByRole("button", { name: "Side by side" }).click();
  await page.getByRole("menuitem", { name: "Close the second world" }).click();
  await expect.poll(() => lab.spoken()).toEqual(killed);

  await lab.button("Share").click();
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: /copied/i })
      .first(),
  ).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("/lab#");

  const clean = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const elsewhere = new LabPage(await clean.newPage());
  await elsewhere.page.goto(link);
  await expect.poll(() => elsewhere.spoken()).toEqual(killed);
  await elsewhere.button("Undo").click();
  await expect.poll(() => elsewhere.spoken()).toEqual(up);
  await clean.close();
});

test("undo takes an act back and redo does it again", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("three-apps-containers");
  await lab.settle();
  const before = await lab.spoken();
  await lab.layer(/^laptop, hardware/).click();
  await lab.button("Pull the plug").click();
  await expect(lab.layer(/^laptop, hardware.*, off/)).toBeVisible();
  const after = await lab.spoken();
  await lab.button("Undo").click();
  await expect.poll(() => lab.spoken()).toEqual(before);
  await lab.button("Redo").click();
  await expect.poll(() => lab.spoken()).toEqual(after);
});

test("a reload keeps the world", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("docker-vs-vm");
  await lab.settle();
  await lab.layer(/^web, container/).click();
  await lab.button("Pause it").click();
  await expect(lab.layer(/^web, container, paused/)).toBeVisible();
  const before = await lab.spoken();
  await expect.poll(() => page.url()).toMatch(/#w=/);
  await page.reload();
  await expect.poll(() => lab.spoken()).toEqual(before);
});

for (const [what, link] of [
  ["cut off", "/lab#w=1.q1YqS8wpTtVRKskvSixOVbJSUMpNLMpOLVayio6tBQA"],
  ["made by another version", "/lab#w=9.abc"],
  ["no world at all", "/lab#w=%F0%9F%92%A9"],
  ["of a scenario that there is not", "/lab#s=no-such-scenario"],
] as const)
  test(`a link that is ${what} is explained, with a way on`, async ({ page }) => {
    await page.goto(link);
    const failure = page.getByRole("alert");
    await expect(failure).toBeVisible();
    await expect(failure).toContainText(/link/i);
    await page
      .getByRole("button", { name: /^Open “/ })
      .first()
      .click();
    await expect(new LabPage(page).stack).toBeVisible();
    await expect(failure).toHaveCount(0);
  });
