import { describe, expect, it } from "vitest";
import { readyScenario, Simulation, viewsOf } from "../../sim/index";
import { fillPlaces } from "./fill-choices";

function placesOf(name: string) {
  const scenario = readyScenario(name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const sim = Simulation.start(scenario);
  if (!sim.ok) throw new Error(sim.refusal.what);
  return fillPlaces(viewsOf(sim.value.world));
}

describe("fillPlaces", () => {
  it("offers every hypervisor and every engine", () => {
    expect(placesOf("vms-vs-containers").map(({ kind, machine, label }) => [kind, machine, label])).toEqual([
      ["vm", "left", "Virtual machines on left (Oracle VirtualBox)"],
      ["container", "right", "Containers on right (Docker Engine)"],
    ]);
  });

  it("puts what is there already first, and offers nothing twice", () => {
    const [vms, containers] = placesOf("vms-vs-containers");
    expect(vms?.whats[0]).toEqual({ value: "ubuntu-24.04", text: "Ubuntu 24.04 LTS" });
    expect(containers?.whats.slice(0, 3).map(({ value }) => value)).toEqual([
      "nginx:latest",
      "redis:latest",
      "postgres:latest",
    ]);
    for (const place of [vms, containers]) {
      const values = place?.whats.map(({ value }) => value) ?? [];
      expect(new Set(values).size).toBe(values.length);
    }
    expect(containers?.whats.map(({ text }) => text)).toContain("alpine (to be pulled)");
    expect(containers?.whats.map(({ value }) => value)).not.toContain("nginx");
  });

  it("asks engines, not their clients", () => {
    const machines = placesOf("docker-desktop").filter(({ kind }) => kind === "container");
    expect(machines.map(({ machine }) => machine)).toEqual(["windows-linux", "mac-linux", "old-linux"]);
  });
});
