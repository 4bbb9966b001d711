/** Types into a serial port no faster than the guest reads: nothing is lost, however much is pasted. */

/** Most bytes handed over at once. The guest's driver takes up to 256 per interrupt. */
const CHUNK_BYTES = 512;

/** How long to wait before looking again whether the guest has caught up, in milliseconds. */
const PATIENCE_MS = 4;

/** Software flow control: the guest's terminal asks to pause when its own buffer fills up. */
export const XOFF = 0x13;
export const XON = 0x11;

/** Ctrl-C, Ctrl-Z, Ctrl-\\: they overtake what is queued and throw it away, as they end whoever would read it. */
const INTERRUPTS = ["\x03", "\x1a", "\x1c"];

/** Where typed bytes go. */
export interface Keyboard {
  feed(bytes: Uint8Array): void;
  /** Bytes handed over before that the guest has not read yet. */
  unread(): number;
}

/** A queue of typed text in front of one serial port. */
export class Typist {
  readonly #keyboard: Keyboard;
  #queue: Uint8Array[] = [];
  #paused = false;
  #drained: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keyboard: Keyboard) {
    this.#keyboard = keyboard;
  }

  /** Queues text; resolves when the guest has been handed all of it. */
  type(text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    if (INTERRUPTS.includes(text)) {
      this.#queue = [];
      this.#paused = false;
      this.#keyboard.feed(bytes);
      this.#pump();
      return Promise.resolve();
    }
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      this.#queue.push(bytes.subarray(at, at + CHUNK_BYTES));
    return new Promise((resolve) => {
      this.#drained.push(resolve);
      this.#pump();
    });
  }

  /** The guest's terminal said {@link XOFF} or {@link XON}. */
  flow(paused: boolean): void {
    this.#paused = paused;
    this.#pump();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#queue = [];
  }

  #pump(): void {
    clearTimeout(this.#timer);
    while (this.#queue.length > 0 && !this.#paused && this.#keyboard.unread() === 0) {
      const chunk = this.#queue.shift();
      if (chunk) this.#keyboard.feed(chunk);
    }
    if (this.#queue.length > 0) {
      this.#timer = setTimeout(() => this.#pump(), PATIENCE_MS);
      return;
    }
    for (const resolve of this.#drained.splice(0)) resolve();
  }
}
