import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LiveGuest } from "./live-guest";

let guest: LiveGuest;
beforeAll(async () => {
  guest = await LiveGuest.start();
});
afterAll(() => guest.end());

describe("the control channel", () => {
  it("tells the guest's monotonic time, which goes on", async () => {
    const { monotonicUs: before } = await guest.ask("ping");
    const { uptimeUs: after } = await guest.ask("uptime");
    expect(after).toBeGreaterThan(before);
  });

  it("tells memory in bytes", async () => {
    const { total, free, granted } = await guest.ask("meminfo");
    expect(granted).toBeGreaterThan(90 * 1024 * 1024);
    expect(total).toBeLessThan(granted);
    expect(free).toBeLessThan(total);
  });

  it("lists processes, with init as the first", async () => {
    const processes = await guest.ask("ps");
    expect(processes[0]).toMatchObject({ pid: 1, ppid: 0, name: "init" });
    expect(processes.map(({ name }: { name: string }) => name)).toContain("sh");
  });

  it("lists the eight namespaces of a process", async () => {
    const namespaces = await guest.ask("ns 1");
    expect(Object.keys(namespaces).sort()).toEqual([
      "cgroup",
      "ipc",
      "mnt",
      "net",
      "pid",
      "time",
      "user",
      "uts",
    ]);
    for (const inode of Object.values(namespaces)) expect(inode).toBeGreaterThan(4_000_000_000);
  });

  it("lets the kernel say who it is", async () => {
    const { release, bootId, hostname } = await guest.ask("kernel");
    expect(release).toBe((await guest.sh("uname -r")).output);
    expect(bootId).toBe((await guest.sh("cat /proc/sys/kernel/random/boot_id")).output);
    expect(hostname).toBe("host");
  });

  it("sets the clock", async () => {
    await guest.ask("date 1700000000");
    expect((await guest.sh("date -u +%Y-%m-%d")).output).toBe("2023-11-14");
  });

  it("tells the terminal its size", async () => {
    await guest.ask("winsize 101 23");
    expect((await guest.sh("stty size")).output).toBe("23 101");
  });

  it.each([
    "lunch",
    "ns",
    "ns 99999",
    "ns ../1",
    "cgroup nobody",
    "stop nobody 1",
    "date soon",
    "winsize 0 0",
  ])("refuses %j and goes on", async (request) => {
    await expect(guest.ask(request)).rejects.toThrow();
    expect(await guest.ask("ping")).toBeDefined();
  });

  it("survives garbage: noise, lines without end, unreadable ids", async () => {
    let seed = 7;
    const noise = Array.from({ length: 3_000 }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return String.fromCharCode(seed % 256);
    }).join("");
    for (const garbage of [noise, "x".repeat(5_000), "\0\0\0", "12345678901 ping", "-1 ping", "abc", "7"]) {
      guest.sendControl(`${garbage}\n`);
      expect(await guest.ask("ping")).toHaveProperty("monotonicUs");
    }
    expect(guest.lines.filter((line) => !/^(\*|-|\d{1,9}) /.test(line))).toEqual([]);
  });
});
