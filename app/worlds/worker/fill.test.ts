import { describe, expect, it } from "vitest";
import type { CommandInput } from "../../sim/index";
import type { WorldSource } from "../protocol";
import { dockerHost, run, world } from "../testing/setups";
import { WorldHost } from "./world-host";

const vmHost: readonly CommandInput[] = [
  ...dockerHost.slice(0, 2),
  { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
];

const vm: readonly CommandInput[] = [
  { do: "createVm", host: "laptop", name: "vm{n}", os: "debian-13", memoryBytes: 2 * 1024 ** 3 },
  { do: "powerOn", machine: "vm{n}" },
];

function hosting(source: WorldSource, clock: () => number = () => 0): WorldHost {
  const host = new WorldHost(clock);
  const opened = host.open("left", source);
  if (!opened.ok) throw new Error(opened.refusal.why);
  return host;
}

const names = (host: WorldHost, kind: string) => {
  host.close("right");
  return host
    .fork("left", 1e12)
    .changed.filter((layer) => layer.kind === kind)
    .map(({ id }) => id);
};

describe("filling", { timeout: 60_000 }, () => {
  it("adds virtual machines until memory is given away; a half-made one is not kept", () => {
    const host = hosting(world(vmHost));
    const { report, view } = host.fill("left", vm, 50);
    expect(report.text).toBe(
      "Memory of laptop: 7 virtual machines fit, the 8th was refused: vm8 cannot run on laptop. " +
        `${report.refusal?.why.replace(/^i/, "I")}.`,
    );
    expect(report).toMatchObject({ added: 7, stoppedBy: "refusal", refusal: { code: "no-memory" } });
    expect(names(host, "virtual-hardware")).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `vm${number}`));
    expect(view.head.acts).toBe(1);
    expect(names(host, "guest-os")).toHaveLength(7);
  });

  it("is one act: undone and redone as a whole", () => {
    const host = hosting(world());
    const { report, view } = host.fill("left", [run("web-{n}")], 3);
    expect(report).toEqual({
      added: 3,
      stoppedBy: "limit",
      text: "3 containers were added, as many as were asked for; nothing has refused them yet.",
      refusal: null,
    });
    expect(view.head).toMatchObject({ acts: 1, canUndo: true });
    host.undo("left");
    expect(names(host, "container")).toEqual([]);
    host.redo("left");
    expect(names(host, "container")).toHaveLength(3);
  });

  it("goes on after the numbers that are taken", () => {
    const host = hosting(world());
    host.act("left", [run("web-2")], "Add");
    const { report } = host.fill("left", [run("web-{n}")], 2);
    expect(report.added).toBe(2);
    expect(names(host, "container").sort()).toEqual(
      ["web-1", "web-2", "web-3"].map((name) => `laptop/container/${name}`),
    );
  });

  it("stops when something breaks, and says what", () => {
    const small: CommandInput = {
      do: "addMachine",
      name: "laptop",
      preset: "laptop",
      os: "ubuntu-24.04",
      memoryBytes: 1024 ** 3,
    };
    const host = hosting(world([small, ...dockerHost.slice(1)]));
    const hungry: CommandInput = {
      do: "runContainer",
      machine: "laptop",
      image: "alpine",
      name: "db-{n}",
      command: ["stress", "--vm-bytes", "300M"],
    };
    const each: CommandInput[] = [{ ...hungry, image: "postgres", command: [] }];
    host.act("left", [{ do: "pullImage", machine: "laptop", image: "postgres" }], "Pull");
    host.settle("left");
    const { report } = host.fill("left", each, 100);
    expect(report.stoppedBy).toBe("failure");
    expect(report.added).toBeGreaterThan(2);
    expect(report.text).toMatch(
      new RegExp(
        `^${report.added} containers ran; with the ${report.added + 1}th something broke on laptop/`,
      ),
    );
    expect(report.text).toMatch(/memory/i);
  });

  it("pauses for others, goes on where it was, and is one act also when it is given up", () => {
    let time = 0;
    const host = hosting(world(), () => {
      time += 20;
      return time;
    });
    const first = host.fill("left", [run("web-{n}")], 100, 1);
    expect(first).toMatchObject({ more: true, report: { stoppedBy: "cancelled" } });
    expect(first.report.added).toBeGreaterThan(0);
    expect(first.report.text).toBe(
      `${first.report.added} containers were added, until it was cancelled; nothing has refused them yet.`,
    );
    const second = host.fill("left", [run("web-{n}")], 100, 1);
    expect(second.more).toBe(true);
    expect(second.report.added).toBeGreaterThan(first.report.added);
    expect(names(host, "container")).toHaveLength(second.report.added);
    expect(second.view.head.acts).toBe(1);
    const other = host.fill("left", [run("db-{n}")], 1, 2);
    expect(other).toMatchObject({ more: false, report: { added: 1 }, view: { head: { acts: 2 } } });
    host.undo("left");
    host.undo("left");
    expect(names(host, "container")).toEqual([]);
  });

  it("stops at a refusal of names without a number, of which there can be one only", () => {
    const host = hosting(world());
    const { report } = host.fill("left", [run("web")], 5);
    expect(report).toMatchObject({ added: 1, stoppedBy: "refusal", refusal: { code: "name-taken" } });
    expect(report.text).toMatch(/^1 container fits, the 2nd was refused: Conflict\. /);
  });

  it("adds nothing where the first is refused", () => {
    const host = hosting(world(vmHost.slice(0, 1)));
    const { report, view } = host.fill("left", vm, 5);
    expect(report).toMatchObject({ added: 0, stoppedBy: "refusal" });
    expect(report.text).toMatch(/^No virtual machines fit, the 1st was refused: /);
    expect(view.head).toMatchObject({ acts: 0, canUndo: false });
  });

  it("gives up when the host's time is over", () => {
    let time = 0;
    const host = hosting(world(), () => {
      time += 1_000;
      return time;
    });
    const { report } = host.fill("left", [run("web-{n}")], 5_000);
    expect(report.stoppedBy).toBe("limit");
    expect(report.added).toBeLessThan(100);
    expect(report.text).toContain("as many as could be reckoned in good time");
  });
});
