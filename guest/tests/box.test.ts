import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LiveGuest } from "./live-guest";

let guest: LiveGuest;
beforeAll(async () => {
  guest = await LiveGuest.start();
});
afterAll(() => guest.end());

describe("box", () => {
  it("is short enough to read", async () => {
    expect(Number((await guest.sh("wc -l < $(which box)")).output)).toBeLessThanOrEqual(200);
  });

  it("starts a container that the control channel times inside the guest", async () => {
    const { name, totalUs, phasesUs } = await guest.ask("start timed web");
    expect(name).toBe("timed");
    const phases = Object.values(phasesUs as Record<string, number>);
    expect(phases.length).toBeGreaterThan(4);
    expect(Math.abs(phases.reduce((sum, us) => sum + us, 0) - totalUs)).toBeLessThan(2);
    const [container] = await guest.ask("containers");
    expect(container).toMatchObject({ name: "timed", image: "web", state: "running" });
    const inside = await guest.ask(`ns ${container.pid}`);
    const outside = await guest.ask("ns 1");
    for (const kind of ["pid", "mnt", "uts", "ipc", "net", "cgroup"])
      expect(inside[kind]).not.toBe(outside[kind]);
    expect((await guest.ask(`kernel ${container.pid}`)).bootId).toBe((await guest.ask("kernel")).bootId);
    await guest.ask("stop timed 1");
    await guest.ask("rm timed");
    expect(await guest.ask("containers")).toEqual([]);
  });

  it("sets the limits that were asked for", async () => {
    await guest.sh("box run -d --name tight --memory 16m --pids 8 --cpus 0.5 busybox sleep 100");
    expect(await guest.ask("cgroup tight")).toMatchObject({ memoryMax: 16 * 1024 * 1024, pidsMax: 8 });
    expect((await guest.sh("cat /sys/fs/cgroup/box/tight/cpu.max")).output).toBe("50000 100000");
    const forks = "for i in 1 2 3 4 5 6 7 8 9; do sleep 9 & done";
    expect((await guest.sh(`box exec tight sh -c '${forks}'`)).output).toMatch(/can't fork/);
    await guest.sh("box rm -f tight");
  });

  it("keeps what one container writes from the others and from the image", async () => {
    await guest.sh("box run --name writer busybox sh -c 'echo mine > /etc/note; rm /bin/vi'");
    expect((await guest.sh("box run --rm busybox cat /etc/note")).status).toBe(1);
    expect((await guest.sh("box run --rm busybox ls /bin/vi")).output).toBe("/bin/vi");
    await guest.sh("box rm writer");
  });

  it("keeps a container's output", async () => {
    await guest.sh("box run -d --name talker busybox sh -c 'echo out; echo err >&2; exit 3'");
    await guest.until(() =>
      guest.events.some(({ name, data }) => name === "exit" && data.container === "talker"),
    );
    expect((await guest.sh("box logs talker")).output).toBe("out\nerr");
    expect((await guest.sh("box ps -a")).output).toMatch(/Exited \(3\)/);
    await guest.sh("box rm talker");
  });

  it("names what it cannot do, with a runtime's status", async () => {
    await guest.sh("box run -d --name once busybox sleep 100");
    const refusals: [string, number, RegExp][] = [
      ["box run nosuchimage", 125, /nosuchimage/],
      ["box run -d --name once busybox sleep 1", 125, /name "?\/?once"? is already in use/i],
      ["box run --memory lots busybox true", 125, /memory/],
      ["box run --frobnicate busybox true", 125, /unknown flag/],
      ["box exec nobody ls", 1, /No such container: nobody/],
      ["box rm once", 1, /running/],
      ["box run --rm busybox nosuchcommand", 127, /not found/],
      ["box run --rm busybox /etc/passwd", 126, /permission denied/i],
    ];
    for (const [command, status, words] of refusals) {
      const refused = await guest.sh(command);
      expect(refused.output, command).toMatch(words);
      expect(refused.status, command).toBe(status);
    }
    await guest.sh("box rm -f once");
  });

  it("runs twelve at once and leaves nothing behind", async () => {
    const before = (await guest.sh("wc -l < /proc/mounts; ip link | wc -l")).output;
    for (let n = 1; n <= 12; n++) await guest.ask(`start many${n} web`);
    const containers = await guest.ask("containers");
    expect(new Set(containers.map(({ ip }: { ip: string }) => ip)).size).toBe(12);
    const { ip } = containers[11];
    expect((await guest.sh(`wget -qO- http://${ip}/`)).output).toContain("<h1>");
    await guest.sh("for n in 1 2 3 4 5 6 7 8 9 10 11 12; do box rm -f many$n; done");
    expect(await guest.ask("containers")).toEqual([]);
    expect((await guest.sh("wc -l < /proc/mounts; ip link | wc -l")).output).toBe(before);
    expect((await guest.sh("ls -d /sys/fs/cgroup/box/*/")).output).toMatch(/No such file/);
  });

  it("lives on in a saved state, agent and containers included", async () => {
    await guest.sh("box run -d --name lasting busybox sleep 1000");
    const restored = await LiveGuest.start(await guest.save());
    try {
      expect(await restored.ask("ping")).toHaveProperty("monotonicUs");
      const [container] = await restored.ask("containers");
      expect(container).toMatchObject({ name: "lasting", state: "running" });
      expect((await restored.sh("box exec lasting ps")).output).toContain("sleep 1000");
    } finally {
      await restored.end();
      await guest.sh("box rm -f lasting");
    }
  });
});
