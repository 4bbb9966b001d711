import { expect, it } from "vitest";
import { BOOT_PHASES } from "./phases";
import { stripOf } from "./strip-model";

it("a strip has a segment per stretch and a cell per phase", () => {
  const strip = stripOf(BOOT_PHASES, {
    spans: [
      { phase: "machine", startMs: 0, durationMs: 10 },
      { phase: "kernel", startMs: 10, durationMs: 100 },
      { phase: "initramfs", startMs: 110, durationMs: 20 },
    ],
    current: { phase: "kernel", startMs: 130 },
  });
  expect(strip.segments.map(({ role, ms, current }) => [role, ms, current])).toEqual([
    ["hypervisor", 10, false],
    ["kernel", 100, false],
    ["kernel", 20, false],
    ["kernel", 0, true],
  ]);
  expect(strip.cells.map(({ name, ms, current }) => [name, ms, current])).toEqual([
    ["machine", 10, false],
    ["firmware", null, false],
    ["kernel", 100, true],
    ["initramfs", 20, false],
    ["init", null, false],
    ["prompt", null, false],
  ]);
});
