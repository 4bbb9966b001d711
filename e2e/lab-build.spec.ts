import { expect, type Locator, test } from "@playwright/test";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

/** The estate: containers in a virtual machine, beside a virtual machine with what is old. */
async function isHybrid(lab: LabPage): Promise<void> {
  for (const words of [
    /^server, hardware: .*running/,
    /type 1 hypervisor of server, running, .*2 virtual machines/,
    /^kernel of vm1, Linux .*running.*, shared by 2 containers/,
    /^kernel of vm2, Windows NT .*running/,
    /^Docker Engine on vm1, .*running/,
    /^nginx, container, running/,
    /^redis, container, running/,
  ])
    await expect(lab.layer(words)).toBeVisible({ timeout: 30_000 });
  await expect(lab.layer(/^kernel of /)).toHaveCount(2);
}

function entry(lab: LabPage, group: string, name: string): Locator {
  return lab.page
    .getByRole("group")
    .filter({ has: lab.page.getByText(group, { exact: true }) })
    .getByRole("button", { name, exact: true });
}

test("a hybrid estate is built by mouse", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openEmpty();

  const drag = async (group: string, name: string, onto: Locator) => {
    const source = entry(lab, group, name);
    if (!(await source.isVisible())) await page.getByText(group, { exact: true }).click();
    await source.scrollIntoViewIfNeeded();
    await source.dragTo(onto);
  };
  await drag("Manager", "VMware ESXi (type 1)", lab.emptyWorld);
  await lab.settle();
  await drag("Guest", "VM with Linux", lab.layer(/type 1 hypervisor of server/));
  await drag("Guest", "VM with Windows", lab.layer(/type 1 hypervisor of server/));
  await lab.settle();
  await drag("Manager", "Docker Engine", lab.layer(/^kernel of vm1, Linux/));
  await lab.settle();
  await drag("Container", "nginx", lab.layer(/^Docker Engine on vm1/));
  await drag("Container", "redis", lab.layer(/^Docker Engine on vm1/));
  await lab.settle();
  await isHybrid(lab);
});

test("a hybrid estate is built by keyboard alone, and each deed is shown as a command", async ({ page }) => {
  const lab = new LabPage(page);
  await page.goto("/lab");
  await expect(lab.stack).toBeVisible();
  await lab.tabTo(lab.scenario);
  await page.keyboard.type("Nothing yet", { delay: 5 });
  await expect(lab.emptyWorld).toBeVisible();

  const add = async (group: string, name: string, where: RegExp) => {
    const source = entry(lab, group, name);
    if (!(await source.isVisible()))
      await lab.pressByKeyboard(page.locator("summary").filter({ hasText: group }));
    await lab.pressByKeyboard(source);
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByLabel("Where", { exact: true })).toBeFocused();
    await expect(dialog.getByLabel("Where", { exact: true }).locator("option:checked")).toHaveText(where);
    await lab.pressByKeyboard(dialog.getByRole("button", { name: "Add", exact: true }));
    await expect(dialog).toBeHidden();
    await lab.pressByKeyboard(lab.button("Until all is up"));
    await lab.isUp();
  };
  await add("Manager", "VMware ESXi (type 1)", /new server/);
  await add("Guest", "VM with Linux", /ESXi/);
  await add("Guest", "VM with Windows", /ESXi/);
  await add("Manager", "Docker Engine", /vm1/);
  await add("Container", "nginx", /vm1/);
  await add("Container", "redis", /vm1/);
  await isHybrid(lab);

  const commands = page.getByRole("region", { name: "Commands" });
  await expect(commands).toContainText("docker run");
  await expect(commands).toContainText("nginx");
});

test("a Linux image on a Windows kernel is refused with the reason, and the hidden machine is the way out", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.openEmpty();
  const press = async (group: string, name: string) => {
    const source = entry(lab, group, name);
    if (!(await source.isVisible())) await page.getByText(group, { exact: true }).click();
    await source.click();
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  };
  await press("Operating system", "Windows");
  await lab.settle();
  await expect(lab.layer(/^kernel of .*Windows NT.*running/)).toBeVisible({ timeout: 30_000 });
  await press("Container", "nginx");
  const refused = page.getByRole("region", { name: "Refused" });
  await expect(refused.getByRole("alert")).toContainText(/Linux/);
  await expect(lab.layer(/^nginx/)).toHaveCount(0);
  await refused.getByRole("button", { name: /^Install Docker Desktop/ }).click();
  await expect(refused).toBeHidden();
  await expect(lab.layer(/Docker Desktop/).first()).toBeVisible();
  await lab.settle();
  await expect(lab.layer(/^nginx, container, running/)).toBeVisible();
  await expect(lab.layer(/^kernel of laptop-linux, Linux .*running/)).toBeVisible();
  await expect(lab.layer(/^kernel of laptop, Windows NT .*running/)).toBeVisible();
});

test("a machine is filled until it takes no more, and says what stopped it", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open("three-apps-vms");
  await lab.settle();
  await page.getByRole("tab", { name: "Fill" }).click();
  await lab.button("Fill until full").click();
  const report = page.getByRole("tabpanel", { name: "Fill" });
  await expect(report).toContainText(/memory/i, { timeout: 30_000 });
  const vms = await lab.layer(/, virtual machine, /).count();
  expect(vms).toBeGreaterThan(3);
  await lab.button("Undo").click();
  await expect(lab.layer(/, virtual machine, /)).toHaveCount(3);
});
