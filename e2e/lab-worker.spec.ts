import { expect, test } from "@playwright/test";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

/** The script of the worker that worlds live in. */
const SCRIPT = "**/assets/worlds-*.js";

for (const [what, answer] of [
  ["cannot be loaded", { abort: true }],
  ["is not there", { status: 404 }],
  ["fails as it begins", { body: "throw new Error('the floor gave way')" }],
] as const)
  test(`a worker whose script ${what} is explained, and can be started again`, async ({ page }) => {
    const lab = new LabPage(page);
    await page.route(SCRIPT, (route) =>
      "abort" in answer ? route.abort() : route.fulfill({ contentType: "text/javascript", ...answer }),
    );
    await page.goto("/lab#s=docker-vs-vm");
    await expect(page.getByRole("alert")).toContainText("The simulation has stopped");
    await page.unroute(SCRIPT);
    await lab.button("Start the simulation again").click();
    await expect(lab.stack).toBeVisible();
    await expect(lab.scenario).toHaveValue("docker-vs-vm");
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

test("a worker that dies in the middle takes nothing with it", async ({ page }) => {
  await page.route(SCRIPT, async (route) => {
    const response = await route.fetch();
    const mortal = `self.addEventListener("message", ({ data }) => {
      if (data.method === "step") throw new Error("the floor gave way");
    });`;
    await route.fulfill({ response, body: `${mortal}\n${await response.text()}` });
  });
  const lab = new LabPage(page);
  await lab.open("three-apps-containers");
  await lab.settle();
  await lab.layer(/^web, container/).click();
  await lab.button("Pause it").click();
  await expect(lab.layer(/^web, container, paused/)).toBeVisible();
  const world = await lab.spoken();

  await lab.button("Step").click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The simulation has stopped");
  expect(await lab.spoken()).toEqual(world);
  await page.getByText("Technical detail").click();
  await expect(page.getByText(/the floor gave way/)).toBeVisible();

  await page.unroute(SCRIPT);
  await lab.button("Start the simulation again").click();
  await expect(alert).toHaveCount(0);
  await expect.poll(() => lab.spoken()).toEqual(world);
  await lab.button("Step").click();
  await lab.button("Undo").click();
  await expect(lab.layer(/^web, container, running/)).toBeVisible();
});
