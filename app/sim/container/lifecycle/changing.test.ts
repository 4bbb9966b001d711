import { describe, expect, it } from "vitest";
import { cgroups } from "../../kernel/cgroup/table";
import { containerNow, engineLab, stateOf, theContainer } from "../../testing/engine";
import { containers } from "../tables";

const MIB = 1024 * 1024;
const box = { machine: "box" };
const sleeper = { do: "runContainer", ...box, image: "alpine", command: ["sleep", "1000"] } as const;

describe("renaming", () => {
  it("E60: the new name is its name, the old one is free; its layer stays what it is", () => {
    const lab = engineLab();
    lab.act({ ...sleeper, command: ["sleep", "1000"], name: "old" });
    const { id } = theContainer(lab, "old");
    lab.act({ do: "renameContainer", ...box, container: "old", name: "new1" });
    expect(containerNow(lab, "old")).toBeUndefined();
    expect(theContainer(lab, "new1")).toMatchObject({ id, layer: "box/container/old", state: "running" });
    lab.act({ ...sleeper, command: ["sleep", "1000"], name: "old" });
    const { layer, containerId } = theContainer(lab, "old");
    expect(layer).toBe(`box/container/old-${containerId.slice(0, 12)}`);
    expect(new Set(lab.world.all(containers).map((row) => row.layer)).size).toBe(2);
  });

  it("E60: refused in the daemon's words", () => {
    const lab = engineLab();
    for (const name of ["a1", "b1"]) lab.act({ do: "createContainer", ...box, image: "alpine", name });
    expect(lab.refused({ do: "renameContainer", ...box, container: "a1", name: "b1" }).what).toBe(
      `Error when allocating new name: Conflict. The container name "/b1" is already in use by container "${theContainer(lab, "b1").containerId}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
    expect(lab.refused({ do: "renameContainer", ...box, container: "a1", name: "a1" }).code).toBe(
      "same-name",
    );
    expect(lab.refused({ do: "renameContainer", ...box, container: "a1", name: "x y" }).code).toBe(
      "bad-name",
    );
  });
});

describe("updating", () => {
  it("E61: limits change at once where the container runs, and stay for its next start", () => {
    const lab = engineLab();
    lab.act({ ...sleeper, command: ["sleep", "1000"], name: "app", memory: 64 * MIB, pidsLimit: 10 });
    const group = () => lab.world.must(cgroups, theContainer(lab, "app").cgroup ?? 0);
    lab.act({ do: "updateContainer", ...box, container: "app", memory: 100 * MIB, cpus: 2, pidsLimit: 0 });
    expect(group()).toMatchObject({
      memoryMax: 100 * MIB,
      swapMax: 100 * MIB,
      cpuQuotaUs: 200_000,
      pidsMax: null,
    });
    lab.act({ do: "killContainer", ...box, container: "app" });
    lab.act({
      do: "updateContainer",
      ...box,
      container: "app",
      cpuShares: 2048,
      cpuset: "0",
      memoryReservation: MIB,
    });
    lab.act({ do: "startContainer", ...box, container: "app" });
    expect(group()).toMatchObject({ memoryMax: 100 * MIB, cpuWeight: 79, cpus: [0], memoryLow: MIB });
  });

  it("E61: the restart policy can be changed", () => {
    const lab = engineLab();
    lab.act({ ...sleeper, command: ["sleep", "5"], name: "app" });
    lab.act({ do: "updateContainer", ...box, container: "app", restart: "always" });
    lab.pass(5_500);
    expect(stateOf(lab, "app")).toBe("running");
    expect(theContainer(lab, "app").restarts).toBe(1);
  });

  it("E61: refused in the daemon's words, and nothing is changed", () => {
    const lab = engineLab();
    lab.act({ ...sleeper, command: ["sleep", "1000"], name: "app", memory: 64 * MIB });
    lab.act({ ...sleeper, command: ["sleep", "1000"], name: "gone", autoRemove: true });
    const update = { do: "updateContainer", ...box, container: "app" } as const;
    expect(lab.refused({ ...update, memory: 200 * MIB }).what).toBe(
      "Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time",
    );
    expect(lab.refused({ ...update, memory: 1 }).what).toBe("Minimum memory limit allowed is 6MB");
    expect(lab.refused({ ...update, restart: "never" }).code).toBe("bad-restart-policy");
    expect(lab.refused({ ...update, container: "gone", restart: "always" }).what).toBe(
      "Restart policy cannot be updated because AutoRemove is enabled for the container",
    );
  });
});
