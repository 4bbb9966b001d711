import { expect, test } from "@playwright/test";
import { ComparePage } from "./pages/compare-page";

test.describe("a container in the host guest", () => {
  test("is pid 1 in a world of its own, on a host that sees it", async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    await compare.runContainer();
    const terminal = compare.containerTerminal;
    expect(await terminal.run("echo $$")).toBe("1");
    expect(await terminal.run("hostname")).toMatch(/^[0-9a-f]{12}$/);
    const inside = await terminal.run("ps");
    expect(inside).toMatch(/\b1 root\s+.*sh/);
    expect(inside.split("\n").length).toBeLessThanOrEqual(3);
    const cgroup = await terminal.run("cat /proc/self/cgroup");
    expect(cgroup).toBe("0::/");
    await terminal.enter("exit");
    await terminal.shows(/host:~ #$/);
    expect(await terminal.run("hostname")).toBe("host");
    expect(await terminal.run("ps | wc -l").then(Number)).toBeGreaterThan(5);
  });

  test("cannot see the host's processes, while the host sees the container's", async ({ page }) => {
    const terminal = await new ComparePage(page).openAtHostPrompt();
    await terminal.run("(sleep 4711 &)");
    await terminal.run("box run -d --name bg busybox sleep 815");
    const host = await terminal.run("ps");
    expect(host).toContain("sleep 4711");
    expect(host).toContain("sleep 815");
    const inside = await terminal.run("box exec bg ps");
    expect(inside).toContain("sleep 815");
    expect(inside).not.toContain("sleep 4711");
    expect(inside).toMatch(/\b1 root\s.*sleep 815/);
    await terminal.run("box rm -f bg");
    expect(await terminal.run("ps")).not.toContain("sleep 815");
  });

  test("is held to its memory limit: 137, and the host goes on", async ({ page }) => {
    const terminal = await new ComparePage(page).openAtHostPrompt();
    const hog = "dd if=/dev/zero of=/dev/null bs=32M count=1";
    expect(
      await terminal.run(`box run --rm --memory 8m busybox ${hog} 2>/dev/null; echo status $?`),
    ).toContain("status 137");
    expect(
      await terminal.run(`box run --rm --memory 64m busybox ${hog} 2>/dev/null; echo status $?`),
    ).toContain("status 0");
    expect(await terminal.run("echo alive")).toBe("alive");
  });

  test("gives the statuses of a runtime", async ({ page }) => {
    const terminal = await new ComparePage(page).openAtHostPrompt();
    const status = (command: string) => terminal.run(`${command} >/dev/null 2>&1; echo status $?`);
    expect(await status("box run nosuchimage")).toContain("status 125");
    expect(await status("box run --rm busybox /etc/passwd")).toContain("status 126");
    expect(await status("box run --rm busybox nosuchcommand")).toContain("status 127");
    expect(await status("box run --rm busybox sh -c 'exit 7'")).toContain("status 7");
  });

  test("serves a page over the bridge", async ({ page }) => {
    const terminal = await new ComparePage(page).openAtHostPrompt();
    await terminal.run("box run -d --name site web");
    const address = /172\.17\.\d+\.\d+/.exec(await terminal.run("box inspect site"))?.[0];
    expect(address).toBeDefined();
    await expect.poll(() => terminal.run(`wget -qO- http://${address}/`)).toContain("<h1>");
    await terminal.run("box rm -f site");
  });

  test("is readable: less shows the runtime", async ({ page }) => {
    const terminal = await new ComparePage(page).openAtHostPrompt();
    await terminal.enter("clear; less $(which box)");
    await terminal.shows(/#!\/bin\/sh/);
    await terminal.press("q");
    await terminal.shows(/host:~ #$/);
  });

  test("stops by its button, and another can be run after it", async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    const first = await compare.runContainer();
    await compare.button("Stop container").click();
    await compare.containerTerminal.shows(/host:~ #$/);
    const second = await compare.runContainer();
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(0);
  });
});
