import { expect, test } from "@playwright/test";
import { ComparePage } from "./pages/compare-page";

test.describe("the virtual machine's terminal", () => {
  test("answers like a Linux machine, and Ctrl-C ends a sleep", async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    await compare.bootVm("microvm");
    const terminal = compare.vmTerminal;
    expect(await terminal.run("uname -a")).toMatch(/^Linux vm1 6\.1\.\d+ .* i686 GNU\/Linux$/);
    const namespaces = (await terminal.run("ls /proc/self/ns")).split(/\s+/);
    for (const kind of ["cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"])
      expect(namespaces).toContain(kind);
    await terminal.enter("echo waiting; sleep 100");
    await terminal.shows(/^waiting$/m);
    await terminal.press("Control+c");
    await terminal.shows(/\^C\s+vm1:~ #$/, 10_000);
    expect(await terminal.run("ps")).not.toContain("sleep 100");
  });

  test("has job control", async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    await compare.bootVm("microvm");
    const terminal = compare.vmTerminal;
    await terminal.enter("sleep 100");
    await terminal.shows(/sleep 100$/);
    await page.waitForTimeout(300);
    await terminal.press("Control+z");
    await terminal.shows(/Stopped\s+sleep 100/);
    expect(await terminal.run("jobs")).toMatch(/\[1\]\+\s+Stopped\s+sleep 100/);
    await terminal.enter("fg");
    await terminal.shows(/fg\s+sleep 100$/);
    await terminal.press("Control+c");
    await terminal.shows(/\^C\s+vm1:~ #$/);
    expect(await terminal.run("jobs")).toBe("");
  });

  test("knows its size, also after the window has changed", async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    await compare.bootVm("microvm");
    const size = async () => (await compare.vmTerminal.run("stty size")).split(" ").map(Number);
    const [rows = 0, columns = 0] = await size();
    expect(rows).toBeGreaterThan(3);
    expect(columns).toBeGreaterThan(40);
    await page.setViewportSize({ width: 1024, height: 768 });
    await expect.poll(async () => (await size())[1]).toBeLessThan(columns);
  });

  test("takes a paste of 100 kB without losing a byte", async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    await compare.bootVm("microvm");
    const terminal = compare.vmTerminal;
    const text = Array.from({ length: 2_000 }, (_, n) => `${n}`.padEnd(49, "abcdefghij")).join("\n");
    await terminal.enter("stty -echo; cat > /tmp/pasted; stty echo");
    await page.waitForTimeout(300);
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), `${text}\n`);
    await terminal.press("Control+Shift+v");
    await page.waitForTimeout(500);
    await expect
      .poll(
        async () => {
          await terminal.press("Control+d");
          await page.waitForTimeout(1_000);
          return terminal.text();
        },
        { timeout: 60_000 },
      )
      .toMatch(/vm1:~ #$/);
    expect(await terminal.run("wc -c < /tmp/pasted")).toBe(String(text.length + 1));
    const { createHash } = await import("node:crypto");
    const digest = createHash("md5").update(`${text}\n`).digest("hex");
    expect(await terminal.run("md5sum < /tmp/pasted")).toContain(digest);
  });

  test("still has what was printed before the terminal was looked at", async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    await compare.bootVm("pc");
    const terminal = compare.vmTerminal;
    await terminal.shows(/vm1:~ #$/);
    expect(await terminal.text()).toMatch(/init: READY/);
  });
});
