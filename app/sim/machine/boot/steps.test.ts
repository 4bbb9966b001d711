import { describe, expect, it } from "vitest";
import type { Step } from "../../core/work";
import guest from "../../costs/guest.json" with { type: "json" };
import type { BootProfile } from "../tables";
import { bootSteps, hypervisorSteps } from "./steps";

const total = (steps: readonly Step[], use: Step["use"]) =>
  steps.filter((step) => step.use === use).reduce((sum, { amount }) => sum + amount, 0);
const phases = (steps: readonly Step[]) => [...new Set(steps.map(({ phase }) => phase))];
const profiles: readonly BootProfile[] = ["os", "general", "pc", "microvm"];

describe("steps of a boot", () => {
  it("B2: every step takes something, and a phase's steps stand together", () => {
    for (const profile of profiles) {
      const steps = bootSteps(profile, { virtual: true, factor: 1 });
      for (const { amount } of steps) expect(amount).toBeGreaterThan(0);
      const changes = steps.filter((step, at) => step.phase !== steps[at - 1]?.phase);
      expect(changes.map(({ phase }) => phase)).toEqual(phases(steps));
    }
  });

  it("B2: only hardware that can be touched tests itself", () => {
    const real = bootSteps("os", { virtual: false, factor: 1 });
    const virtual = bootSteps("os", { virtual: true, factor: 1 });
    const waits = (steps: Step[]) =>
      total(
        steps.filter(({ phase }) => phase === "power-on"),
        "wait",
      );
    expect(waits(real)).toBeGreaterThan(waits(virtual));
    expect(phases(real)).toEqual(phases(virtual));
  });

  it("B3: a slower system is slower from its kernel on, not before", () => {
    const [one, two] = [1, 2].map((factor) => bootSteps("os", { virtual: true, factor }));
    const before = ["power-on", "firmware", "boot loader"];
    for (const [at, step] of (one ?? []).entries()) {
      const expected = before.includes(step.phase) ? step.amount : 2 * step.amount;
      expect(two?.[at]).toEqual({ ...step, amount: expected });
    }
  });

  it("B4: measured profiles are processor time alone, whatever the system", () => {
    for (const profile of ["general", "pc", "microvm"] as const) {
      const steps = bootSteps(profile, { virtual: true, factor: 3 });
      expect(total(steps, "cpu")).toBeCloseTo(guest.profiles[profile].promptMs, 6);
      expect(total(steps, "wait") + total(steps, "disk")).toBe(0);
    }
  });

  it("B4: the less there is of firmware and general kernel, the faster", () => {
    const [os, general, pc, microvm] = profiles.map((profile) => {
      const steps = bootSteps(profile, { virtual: true, factor: 1 });
      return total(steps, "cpu") + total(steps, "wait");
    });
    expect(os).toBeGreaterThan(general ?? 0);
    expect(general).toBeGreaterThan(pc ?? 0);
    expect(pc).toBeGreaterThan(microvm ?? 0);
    expect(phases(bootSteps("microvm", { virtual: true, factor: 1 }))).not.toContain("firmware");
  });

  it("B9: a bare-metal hypervisor has neither kernel nor services of a system", () => {
    expect(phases(hypervisorSteps(false))).toEqual(["power-on", "firmware", "boot loader", "hypervisor"]);
    expect(total(hypervisorSteps(false), "wait")).toBeGreaterThan(total(hypervisorSteps(true), "wait"));
  });
});
