/** Finds the phases of a cold boot in what the machine itself says: firmware log, kernel log, init, prompt. */
import type { BootPhase, PhaseSpan } from "./protocol";

/** A line of the firmware's debug port, or of the guest's console, that starts a phase. */
interface Marker {
  pattern: RegExp;
  phase: BootPhase;
}

/** SeaBIOS runs the video card's option ROM at c000 first; the next one is the kernel's loader. */
const FIRMWARE_MARKERS: readonly Marker[] = [
  { pattern: /^Running option rom at (?!c000:)/, phase: "kernel" },
];

/** Lines of the kernel log (6.1) and of our init. */
const CONSOLE_MARKERS: readonly Marker[] = [
  { pattern: /Unpacking initramfs\.\.\.|Trying to unpack rootfs image as initramfs/, phase: "initramfs" },
  { pattern: /Freeing initrd memory/, phase: "kernel" },
  { pattern: /Run \/init as init process/, phase: "init" },
  { pattern: /^init: READY/, phase: "prompt" },
];

/** Follows a boot. Times are milliseconds since power-on; a phase may come back (kernel after initramfs). */
export class BootPhases {
  #spans: PhaseSpan<BootPhase>[] = [];
  #phase: BootPhase = "machine";
  #since = 0;
  readonly #onPhase: (phase: BootPhase, atMs: number) => void;

  /** Power-on: the machine is being put together. */
  constructor(onPhase: (phase: BootPhase, atMs: number) => void) {
    this.#onPhase = onPhase;
    onPhase("machine", 0);
  }

  /** The machine exists and runs its first instruction: in firmware, or directly in the kernel. */
  started(firmware: boolean, atMs: number): void {
    this.#enter(firmware ? "firmware" : "kernel", atMs);
  }

  /** A line of the firmware's debug port. */
  firmwareLine(line: string, atMs: number): void {
    this.#read(line, FIRMWARE_MARKERS, atMs);
  }

  /** A line of the console. */
  consoleLine(line: string, atMs: number): void {
    this.#read(line, CONSOLE_MARKERS, atMs);
  }

  /** The prompt has appeared: closes the last span and answers them all, in order. */
  finish(atMs: number): PhaseSpan<BootPhase>[] {
    this.#close(atMs);
    return this.#spans;
  }

  #read(line: string, markers: readonly Marker[], atMs: number): void {
    const marker = markers.find(({ pattern }) => pattern.test(line));
    if (marker) this.#enter(marker.phase, atMs);
  }

  #enter(phase: BootPhase, atMs: number): void {
    if (phase === this.#phase) return;
    this.#close(atMs);
    this.#phase = phase;
    this.#since = atMs;
    this.#onPhase(phase, atMs);
  }

  #close(atMs: number): void {
    this.#spans.push({ phase: this.#phase, startMs: this.#since, durationMs: atMs - this.#since });
  }
}
