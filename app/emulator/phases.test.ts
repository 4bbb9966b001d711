import { describe, expect, it } from "vitest";
import { BootPhases } from "./phases";
import type { BootPhase } from "./protocol";

function follow() {
  const heard: [BootPhase, number][] = [];
  return { heard, phases: new BootPhases((phase, atMs) => heard.push([phase, atMs])) };
}

describe("BootPhases", () => {
  it("follows a boot with firmware, and the kernel that goes on after the initramfs", () => {
    const { heard, phases } = follow();
    phases.started(true, 40);
    phases.firmwareLine("SeaBIOS (version 1.16.2)\n", 50);
    phases.firmwareLine("Running option rom at c000:0003\n", 60);
    phases.firmwareLine("Running option rom at ca00:0003\n", 100);
    phases.consoleLine("[    0.000000] Linux version 6.1.0\r\n", 300);
    phases.consoleLine("[    0.300000] Unpacking initramfs...\r\n", 400);
    phases.consoleLine("[    0.400000] Freeing initrd memory: 2068K\r\n", 480);
    phases.consoleLine("[    0.500000] Run /init as init process\r\n", 500);
    phases.consoleLine("init: READY uptime 0.44\r\n", 510);
    expect(heard).toEqual([
      ["machine", 0],
      ["firmware", 40],
      ["kernel", 100],
      ["initramfs", 400],
      ["kernel", 480],
      ["init", 500],
      ["prompt", 510],
    ]);
    expect(phases.finish(530)).toEqual([
      { phase: "machine", startMs: 0, durationMs: 40 },
      { phase: "firmware", startMs: 40, durationMs: 60 },
      { phase: "kernel", startMs: 100, durationMs: 300 },
      { phase: "initramfs", startMs: 400, durationMs: 80 },
      { phase: "kernel", startMs: 480, durationMs: 20 },
      { phase: "init", startMs: 500, durationMs: 10 },
      { phase: "prompt", startMs: 510, durationMs: 20 },
    ]);
  });

  it("starts a machine without firmware in its kernel", () => {
    const { heard, phases } = follow();
    phases.started(false, 30);
    expect(heard).toEqual([
      ["machine", 0],
      ["kernel", 30],
    ]);
  });

  it("leaves no gap between spans and none over", () => {
    const { phases } = follow();
    phases.started(false, 30);
    phases.consoleLine("[    0.3] Unpacking initramfs...\r\n", 70);
    const spans = phases.finish(100);
    expect(spans.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(100);
    spans.reduce((end, { startMs, durationMs }) => {
      expect(startMs).toBe(end);
      return startMs + durationMs;
    }, 0);
  });

  it("takes no program's output for a marker of init", () => {
    const { heard, phases } = follow();
    phases.started(false, 30);
    phases.consoleLine("echo init: READY\r\n", 40);
    expect(heard).toEqual([
      ["machine", 0],
      ["kernel", 30],
    ]);
  });
});
