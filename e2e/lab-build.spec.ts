import { expect, type Locator, test } from "@playwright/test";
import { LabPage } from "./pages/lab-page";

/** The estate: containers in a virtual machine, beside a virtual machine with what is old. */
async function isHybrid(lab: LabPage): Promise<void> {
  for (const words of [
    /^server, hardware: .*running/,
    /^.*type 1 hypervisor of server, running, 2 virtual machines/,
    /^kernel of vm, Linux .*running, shared by 2 containers/,
    /^kernel of vm-2, Windows NT .*running/,
    /^Docker Engine on vm, .*running/,
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
  await lab.page.goto("/lab");
  await lab.scenario.selectOption({ label: "Nothing yet" });
  const picture = page.getByRole("region", { name: /^(Picture|Diagram|World)/ }).first();

  const drag = async (group: string, name: string, onto: Locator) => {
    const source = entry(lab, group, name);
    if (!(await source.isVisible())) await page.getByText(group, { exact: true }).click();
    await source.scrollIntoViewIfNeeded();
    await source.dragTo(onto);
  };
  await drag("Infrastructure", "Server", picture);
  await drag("Manager", "VMware ESXi (type 1)", lab.layer(/^server, hardware/));
  await drag("Guest", "VM with Linux", lab.layer(/type 1 hypervisor of server/));
  await drag("Guest", "VM with Windows", lab.layer(/type 1 hypervisor of server/));
  await drag("Manager", "Docker Engine", lab.layer(/^kernel of vm, Linux/));
  await drag("Container", "nginx", lab.layer(/^Docker Engine on vm/));
  await drag("Container", "redis", lab.layer(/^Docker Engine on vm/));
  await isHybrid(lab);
});

test("a hybrid estate is built by keyboard alone, and each deed is shown as a command", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.page.goto("/lab");
  await lab.tabTo(lab.scenario);
  await page.keyboard.type("Nothing yet", { delay: 5 });
  await expect(page.getByRole("heading", { name: "Nothing stands here yet" })).toBeVisible();

  const add = async (group: string, name: string, where?: RegExp) => {
    const source = entry(lab, group, name);
    if (!(await source.isVisible())) {
      const heading = page.locator("summary").filter({ hasText: group });
      await lab.pressByKeyboard(heading);
    }
    await lab.pressByKeyboard(source);
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    if (where) await expect(dialog.getByLabel("Where")).toContainText(where);
    await lab.pressByKeyboard(dialog.getByRole("button", { name: "Add", exact: true }));
    await expect(dialog).toBeHidden();
  };
  await add("Infrastructure", "Server");
  await expect(lab.layer(/^server, hardware/)).toBeVisible();
  await add("Manager", "VMware ESXi (type 1)", /server/);
  await expect(lab.layer(/type 1 hypervisor of server, running/)).toBeVisible();
  await add("Guest", "VM with Linux", /ESXi/);
  await expect(lab.layer(/^kernel of vm, Linux/)).toBeVisible();
  await add("Guest", "VM with Windows", /ESXi/);
  await expect(lab.layer(/^kernel of vm-2, Windows/)).toBeVisible();
  await add("Manager", "Docker Engine", /Ubuntu/);
  await expect(lab.layer(/^Docker Engine on vm/)).toBeVisible({ timeout: 30_000 });
  await add("Container", "nginx", /vm/);
  await expect(lab.layer(/^nginx, container/)).toBeVisible({ timeout: 30_000 });
  await add("Container", "redis", /vm/);
  await isHybrid(lab);

  const commands = page.getByRole("region", { name: "Commands" });
  await expect(commands).toContainText("docker run");
  await expect(commands).toContainText("nginx");
});

test("a Linux image on a Windows kernel is refused with the reason, and the hidden machine is the way out", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.page.goto("/lab");
  await lab.scenario.selectOption({ label: "Nothing yet" });
  const press = async (group: string, name: string) => {
    const source = entry(lab, group, name);
    if (!(await source.isVisible())) await page.getByText(group, { exact: true }).click();
    await source.click();
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  };
  await press("Operating system", "Windows");
  await expect(lab.layer(/^kernel of .*Windows NT.*running/)).toBeVisible({ timeout: 30_000 });
  await press("Container", "nginx");
  const refused = page
    .getByRole("alert")
    .or(page.getByRole("region", { name: /not possible|refused|cannot/i }));
  await expect(refused.first()).toContainText(/Linux/);
  await page
    .getByRole("button", { name: /Docker Desktop/ })
    .last()
    .click();
  await expect(lab.layer(/^nginx, container, running/)).toBeVisible({ timeout: 30_000 });
  await expect(lab.layer(/^kernel of .*Linux.*running/)).toBeVisible();
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
