import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { ComparePage } from "./pages/compare-page";

test("one button: a real kernel boots beside a real container, both measured", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.chooseProfile("microvm");
  await compare.button("Start both").click();
  const vmMs = await compare.milliseconds(compare.vmTime);
  const containerMs = await compare.milliseconds(compare.containerTime);
  expect(vmMs).toBeGreaterThan(containerMs);
  await compare.vmTerminal.shows(/vm1:~ #$/);
  await compare.containerTerminal.shows(/[0-9a-f]{12}:\/ #$/);

  const result = page.getByRole("region", { name: "Result" });
  await expect(result).toContainText(/×\s*longer/);
  await expect(result.getByRole("button", { name: /measured here/i })).toHaveCount(3);
  const kernels = page.getByRole("table", { name: "Kernels as each system reports them" });
  await expect(kernels).toContainText(/6\.1\.\d+/);

  // The kernels speak for themselves: ask them again, in the terminals, and compare with the page.
  const id = "cat /proc/sys/kernel/random/boot_id";
  const vmBootId = await compare.vmTerminal.run(id);
  const containerBootId = await compare.containerTerminal.run(id);
  expect(vmBootId).toMatch(/^[0-9a-f-]{36}$/);
  expect(vmBootId).not.toBe(containerBootId);
  for (const bootId of [vmBootId, containerBootId]) {
    await expect(result).toContainText(new RegExp(`6\\.1\\.\\d+, boot id ${bootId.slice(0, 8)}`));
    await expect(kernels).toContainText(bootId);
  }
  await compare.containerTerminal.enter("exit");
  await compare.containerTerminal.shows(/host:~ #$/);
  expect(await compare.containerTerminal.run(id)).toBe(containerBootId);
});

test("the clocks are measured: they differ from run to run and lie within what the test itself saw", async ({
  page,
}) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  await compare.chooseProfile("microvm");
  const seen = { vm: new Set<string>(), container: new Set<string>() };
  for (let run = 0; run < 3; run++) {
    const vmFrom = Date.now();
    const vmMs = await compare.bootVm("microvm");
    expect(vmMs).toBeLessThanOrEqual(Date.now() - vmFrom);
    expect(vmMs).toBeGreaterThan(50);
    await compare.button("Power off").click();
    await expect(compare.vmTime).not.toHaveText(/ms$/);

    const containerFrom = Date.now();
    const containerMs = await compare.runContainer();
    expect(containerMs).toBeLessThanOrEqual(Date.now() - containerFrom);
    expect(containerMs).toBeGreaterThan(5);
    await compare.button("Stop container").click();
    await compare.containerTerminal.shows(/host:~ #$/);
  }
  const csv = await downloadedCsv(compare);
  for (const { kind, ms } of csv) seen[kind].add(ms);
  expect(seen.vm.size).toBe(3);
  expect(seen.container.size).toBe(3);
});

test("a phase strip accounts for all of the time that its clock shows", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  const promptMs = await compare.bootVm("pc");
  const [row] = await downloadedCsv(compare);
  expect(row?.phases.map(({ phase }) => phase)).toEqual(
    expect.arrayContaining(["machine", "firmware", "kernel", "initramfs", "init", "prompt"]),
  );
  const sum = row?.phases.reduce((total, { ms }) => total + ms, 0) ?? 0;
  expect(Math.abs(sum - promptMs)).toBeLessThanOrEqual(2);
});

test("the profile decides: firmware appears with pc and not with microvm", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  // The emulator is compiled with the first machine: the host's boot takes that on itself.
  await compare.hostReady();
  const microvm = await compare.bootVm("microvm");
  await compare.button("Power off").click();
  const pc = await compare.bootVm("pc");
  expect(pc).toBeGreaterThan(microvm);
  const [first, second] = await downloadedCsv(compare);
  expect(first?.phases.map(({ phase }) => phase)).not.toContain("firmware");
  expect(second?.phases.map(({ phase }) => phase)).toContain("firmware");
  await expect(compare.vmTerminal.group).toBeVisible();
});

test("the stock kernel boots too", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.bootVm("general");
  expect(await compare.vmTerminal.run("uname -r")).toMatch(/^6\.1\.0-\d+-686$/);
});

test("three machines against ten containers, each start timed", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  await compare.chooseProfile("microvm");
  await page.getByLabel(/virtual machines/i).selectOption("3");
  await page.getByLabel(/containers/i).selectOption("10");
  await compare.button("Start both").click();
  await compare.milliseconds(compare.vmTime);
  await compare.milliseconds(compare.containerTime);
  const runs = page.getByRole("table", { name: "Measured starts, oldest first" }).getByRole("row");
  await expect(runs).toHaveCount(1 + 3 + 10, { timeout: 90_000 });
  const csv = await downloadedCsv(compare);
  expect(new Set(csv.map(({ name }) => name)).size).toBe(13);
  expect(csv.every(({ ms }) => Number(ms) > 0)).toBe(true);
  await compare.button("Stop container").click();
  await compare.button("Power off").click();
  await expect.poll(() => page.workers().length).toBeLessThanOrEqual(2);
});

test("the stacks are trees: the keyboard walks them, and they say what is at work", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  const item = (name: RegExp) => compare.vmStack.getByRole("treeitem", { name });
  await expect(item(/guest kernel, not started/)).toHaveAttribute("aria-level", "5");
  await item(/^hardware/).focus();
  await page.keyboard.press("ArrowDown");
  await expect(item(/^hypervisor/)).toBeFocused();
  await page.keyboard.press("End");
  await expect(item(/^app/)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(item(/^userland/)).toBeFocused();
  await page.keyboard.press("g");
  await expect(item(/^guest kernel/)).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(item(/^guest kernel/)).toBeFocused();

  await compare.chooseProfile("pc");
  await compare.button("Power on").click();
  await expect(item(/guest kernel.*at work now/)).toBeVisible();
  await compare.milliseconds(compare.vmTime);
  await expect(item(/guest kernel · Linux 6\.1\.\d+, up, [\d,]+ ms/)).toBeVisible();
  await expect(compare.containerStack.getByRole("treeitem", { name: /host kernel, shared.*up/ })).toHaveCount(
    1,
  );
});

test("as many kernels as machines, one for all containers; the focus falls to what a lost layer stood on", async ({
  page,
}) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  const machines = page.getByLabel("How many virtual machines");
  await machines.selectOption("3");
  await page.getByLabel("How many containers").selectOption("10");
  await expect(compare.vmStack.getByRole("treeitem", { name: /kernel/ })).toHaveCount(3);
  await expect(compare.containerStack.getByRole("treeitem", { name: /kernel/ })).toHaveCount(1);
  await expect(compare.containerStack.getByRole("treeitem", { name: /^container c\d+/ })).toHaveCount(10);

  await compare.vmStack.getByRole("treeitem", { name: /kernel, vm3/ }).focus();
  await machines.evaluate((select: HTMLSelectElement) => {
    select.value = "1";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await expect(compare.vmStack.getByRole("treeitem", { name: /kernel/ })).toHaveCount(1);
  await expect(compare.vmStack.getByRole("treeitem", { name: /^hypervisor/ })).toBeFocused();
});

test("the next visit restores the host from a snapshot, and says so", async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.hostReady();
  await expect(compare.container).not.toContainText(/snapshot/i);
  const kept = () =>
    page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name);
      if (!names.includes("strata-snapshots")) return 0;
      return new Promise<number>((resolve) => {
        const open = indexedDB.open("strata-snapshots");
        open.onsuccess = () => {
          const count = open.result.transaction("states").objectStore("states").count();
          count.onsuccess = () => {
            open.result.close();
            resolve(count.result);
          };
        };
      });
    });
  await expect.poll(kept, { timeout: 30_000 }).toBe(1);
  await page.reload();
  await compare.hostReady();
  await expect(compare.container).toContainText(/snapshot/i);
  await compare.runContainer();
  const now = Number(await compare.containerTerminal.run("date +%s"));
  expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(60);
});

interface CsvRow {
  kind: "vm" | "container";
  name: string;
  ms: string;
  phases: { phase: string; ms: number }[];
}

/** The runs as exported: a header line, then one line a run. */
async function downloadedCsv(compare: ComparePage): Promise<CsvRow[]> {
  const downloading = compare.page.waitForEvent("download");
  await compare.page.getByRole("button", { name: /csv/i }).click();
  const text = await readFile(await (await downloading).path(), "utf8");
  const [header = [], ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)|(?<=,)(?=,|$)/g)].map((m) => m[1] ?? m[2] ?? ""),
    );
  return lines.map((cells) => {
    const cell = (name: string) => cells[header.indexOf(name)] ?? "";
    return {
      kind: cell("kind") as CsvRow["kind"],
      name: cell("name"),
      ms: cell("ms"),
      phases: header.flatMap((column, index) => {
        const phase = /^(\w+) ms$/.exec(column)?.[1];
        return phase && cells[index] ? [{ phase, ms: Number(cells[index]) }] : [];
      }),
    };
  });
}
