import { describe, expect, it } from "vitest";
import { readyScenario, Simulation, viewsOf } from "../../../sim/index";
import { billOf } from "../../../state/lab/bill";
import { billRows, countWords } from "./bill-rows";

function billFor(name: string) {
  const scenario = readyScenario(name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const sim = Simulation.start(scenario);
  if (!sim.ok) throw new Error(sim.refusal.what);
  sim.value.advance(120_000);
  return billOf(viewsOf(sim.value.world));
}

const vms = billFor("three-apps-vms");
const containers = billFor("three-apps-containers");

describe("billRows", () => {
  it("leaves out what no world has a figure for", () => {
    const names = (bill: typeof vms) => billRows([{ ...bill }]).map(({ name }) => name);
    expect(names({ ...vms, vmStartMs: 5, containerStartMs: null })).toEqual([
      "Kernels",
      "Memory",
      "Disk",
      "Virtual machine start",
    ]);
    expect(names({ ...vms, vmStartMs: null, containerStartMs: null })).toEqual(["Kernels", "Memory", "Disk"]);
  });

  it("puts the larger over the smaller, whichever side it is on", () => {
    const kernels = (one: number, other: number) =>
      billRows([
        { ...vms, kernels: one },
        { ...vms, kernels: other },
      ])[0];
    expect(kernels(4, 1)?.ratio).toBe("4.0 ×");
    expect(kernels(1, 4)?.ratio).toBe("4.0 ×");
    expect(kernels(1, 4)?.cells.map(({ share }) => share)).toEqual([0.25, 1]);
    expect(kernels(0, 4)?.ratio).toBeNull();
    expect(kernels(4, 4)?.ratio).toBe("same");
  });

  it("compares three virtual machines with three containers", () => {
    const rows = billRows([vms, containers]);
    const memory = rows.find(({ name }) => name === "Memory");
    expect(memory?.cells[0]?.share).toBe(1);
    expect(memory?.cells[1]?.share).toBeLessThan(0.5);
    expect(memory?.cells.map(({ part }) => part !== null)).toEqual([true, false]);
  });

  it("says nothing of one world where only the other has a figure, and no ratio", () => {
    const start = billRows([
      { ...vms, vmStartMs: 90_000 },
      { ...vms, vmStartMs: null },
    ]).find(({ name }) => name === "Virtual machine start");
    expect(start?.cells.map(({ text }) => text)).toEqual(["1 min 30 s", null]);
    expect(start?.ratio).toBeNull();
  });
});

describe("countWords", () => {
  it("counts kernels, machines and containers", () => {
    expect(countWords(vms)).toBe("4 kernels, 3 virtual machines, no containers");
    expect(countWords(containers)).toBe("1 kernel, no virtual machines, 3 containers");
  });
});
