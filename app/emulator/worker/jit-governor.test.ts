import { describe, expect, it } from "vitest";
import { JitGovernor } from "./jit-governor";

/** The governor's answers for the millions of instructions executed before each look. */
function answers(...millions: number[]): boolean[] {
  const governor = new JitGovernor();
  let total = 0;
  return millions.map((count) => {
    total += count * 1e6;
    return governor.look(total);
  });
}

describe("JitGovernor", () => {
  it("compiles only after a second of work without a pause", () => {
    expect(answers(12, 12, 12, 12, 12)).toEqual([false, false, false, true, true]);
  });

  it("leaves bursts alone, however many", () => {
    expect(answers(12, 4, 0.1, 4, 0.1, 12, 12, 12, 0.2, 12)).not.toContain(true);
  });

  it("stops compiling when the guest rests", () => {
    expect(answers(12, 12, 12, 12, 0.3, 12)).toEqual([false, false, false, true, false, false]);
  });
});
