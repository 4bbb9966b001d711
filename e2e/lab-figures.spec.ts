import { expect, test } from "@playwright/test";
import { readyScenario } from "../app/sim/index";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

const FIGURES = [
  "os-two-layers",
  "docker-vs-vm",
  "three-apps-vms",
  "three-apps-containers",
  "traditional-vs-virtual",
  "type-1-vs-type-2",
  "vms-vs-containers",
  "docker-desktop",
];

for (const name of FIGURES)
  test(`the keyboard alone tells the figure ${name}, a layer at a time, and plays it`, async ({ page }) => {
    const scenario = readyScenario(name);
    if (scenario === undefined) throw new Error(`no scenario ${name}`);
    const lab = new LabPage(page);
    await lab.open();

    await lab.tabTo(lab.scenario);
    await page.keyboard.type(scenario.title, { delay: 5 });
    await lab.isOpened(name);
    const story = page.getByRole("region", { name: "Story" });
    await expect(story).toContainText(scenario.about);

    const shown = lab.stack.locator('[role="treeitem"]:not(.ghost)');
    await lab.pressByKeyboard(lab.button("Tell it layer by layer"));
    let before = 0;
    for (const [index, { text }] of scenario.story.entries()) {
      await expect(story).toContainText(`${index + 1} of ${scenario.story.length}`);
      await expect(story).toContainText(text);
      await expect.poll(() => shown.count(), `${text} shows something new`).toBeGreaterThan(before);
      before = await shown.count();
      if (index < scenario.story.length - 1) await lab.pressByKeyboard(lab.button("Next layer"));
    }
    await lab.pressByKeyboard(lab.button("Whole picture"));
    await expect(story).toContainText(scenario.about);
    await expect(lab.stack.locator(".ghost")).toHaveCount(0);

    await lab.pressByKeyboard(lab.button("Until all is up"));
    await expect(lab.layer(/, starting/)).toHaveCount(0);
    const kernels = await lab.layer(/^kernel of /).count();
    await expect(lab.layer(/^kernel of .*, running/)).toHaveCount(kernels);
  });

test("time plays, pauses, goes step by step and at another speed, by keyboard", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("three-apps-vms");
  await lab.pressByKeyboard(lab.button("Step"));
  await expect(lab.layer(/^vm1, virtual machine, starting/)).toBeVisible();

  const speed = page.getByRole("combobox", { name: "Speed", exact: true });
  await lab.tabTo(speed);
  await page.keyboard.type("100");
  await lab.pressByKeyboard(lab.button("Play"));
  await expect(lab.layer(/^vm1, virtual machine, running/)).toBeVisible();
  await expect(lab.layer(/^web, app on vm1, running/)).toBeVisible();
  await expect(lab.button("Play")).toBeVisible();
  expect(Number(await lab.timeline.inputValue())).toBeGreaterThan(30_000);
});

test("boots light up phase by phase", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("docker-vs-vm");
  const seen = new Set<string>();
  for (let steps = 0; steps < 30; steps++) {
    await lab.button("Step").click();
    for (const words of await lab.spoken())
      for (const phase of ["firmware", "kernel", "services", "namespaces", "root file system"])
        if (words.includes(`starting, phase ${phase}`)) seen.add(phase);
  }
  expect([...seen].sort()).toEqual(["firmware", "kernel", "namespaces", "root file system", "services"]);
});
