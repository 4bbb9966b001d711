/**
 * Decides when the emulator's just-in-time compiler is worth it. Boots, container starts and typed commands are
 * short bursts of cold code: compiling them costs two to three times what it saves. Code that keeps the guest busy
 * for longer runs about twice as fast compiled.
 */

/** How often the governor looks, in milliseconds. */
export const LOOK_EVERY_MS = 250;

/** Fewer instructions than this between two looks is an idle guest: its timer ticks, a keystroke's echo. */
const IDLE_INSTRUCTIONS = 1_500_000;

/** The compiler goes on after this many busy looks in a row: one second. */
const BUSY_LOOKS = 4;

/** Feed it the instruction counter at every look. */
export class JitGovernor {
  #last = 0;
  #busyLooks = 0;

  /** @returns whether the compiler should be on until the next look. */
  look(instructions: number): boolean {
    const busy = instructions - this.#last >= IDLE_INSTRUCTIONS;
    this.#last = instructions;
    this.#busyLooks = busy ? this.#busyLooks + 1 : 0;
    return this.#busyLooks >= BUSY_LOOKS;
  }
}
