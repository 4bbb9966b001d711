import { describe, expect, it } from "vitest";
import { phases } from "../core/work";
import { acting, container, dockerHost, guests, PATIENCE_MS } from "../testing/claims";
import { phaseOrigins } from "./origins";

const vm = (name: string, profile: "os" | "general" | "pc" | "microvm") =>
  ({ do: "createVm", host: "laptop", name, os: "alpine-3.22", profile, memoryBytes: 1024 ** 3 }) as const;

describe("origins of durations", { timeout: PATIENCE_MS }, () => {
  const lab = acting(
    ...dockerHost("laptop"),
    ...guests("laptop", []),
    vm("full", "os"),
    vm("general", "general"),
    vm("pc", "pc"),
    vm("micro", "microvm"),
    { do: "installApp", machine: "full", name: "web" },
    { do: "installApp", machine: "laptop", name: "tool" },
    { do: "addMachine", name: "bare", preset: "server" },
    { do: "installHypervisor", machine: "bare", product: "xen" },
  );
  for (const machine of ["full", "general", "pc", "micro", "bare"]) lab.act({ do: "powerOn", machine });
  lab.act(container("laptop", "one"), { do: "startApp", machine: "laptop", name: "tool" });
  const origins = phaseOrigins(lab.sim.world);
  const of = (layer: string) => origins.filter((origin) => origin.layer === layer);

  it("L12: every phase of a start is told with the figures that it follows from", () => {
    const told = new Set(origins.map(({ layer, phase }) => `${layer}: ${phase}`));
    const untold = lab.sim.world
      .all(phases)
      .filter(({ layer }) => !layer.includes("/pull/"))
      .map(({ layer, name }) => `${layer}: ${name}`)
      .filter((phase) => !told.has(phase));
    expect(untold).toEqual([]);
    for (const { cost } of origins)
      expect([cost.source, cost.note].every((text) => text.length > 5)).toBe(true);
  });

  it("L12: what was measured with the real guest says so; what is estimated says that", () => {
    const kinds = (layer: string) => [...new Set(of(layer).map(({ cost }) => cost.origin))];
    for (const layer of ["general", "pc", "micro"]) expect(kinds(layer)).toEqual(["measured"]);
    for (const layer of ["full", "laptop", "bare"]) expect(kinds(layer)).toEqual(["modelled"]);
    const sum = of("pc").reduce((total, { cost }) => total + cost.value, 0);
    expect(lab.layer("pc").readyMs).toBeCloseTo(sum, 6);
    const start = of("laptop/container/one").reduce((total, { cost }) => total + cost.value, 0);
    expect(lab.layer("laptop/container/one").readyMs).toBeCloseTo(start, 6);
  });

  it("L12: real machines test themselves, virtual ones are put together; a kernel is not an initramfs", () => {
    const notes = (layer: string, phase: string) =>
      of(layer)
        .filter((origin) => origin.phase === phase)
        .map(({ cost }) => cost.note);
    expect(notes("laptop", "power-on").join()).toContain("self-test");
    expect(notes("full", "power-on").join()).toContain("hypervisor builds");
    expect(notes("full", "init").filter((text) => notes("full", "initramfs").includes(text))).toEqual([]);
    expect(notes("bare", "hypervisor")).toHaveLength(3);
  });

  it("L12: a restore follows from what was measured, a move from nothing but its bytes", () => {
    lab.act(
      { do: "snapshotVm", machine: "micro", snapshot: "now" },
      { do: "restoreVm", machine: "micro", snapshot: "now" },
    );
    expect(phaseOrigins(lab.sim.world).filter(({ layer }) => layer === "micro")).toMatchObject([
      { phase: "restore", cost: { origin: "measured" } },
    ]);
  });
});
