/** Gathers single bytes of terminal output into messages: soon enough for typing, few enough for the page. */

/** How long a byte waits for company, in milliseconds. Half a frame: echo still feels immediate. */
const WAIT_MS = 8;

/** A batch is sent when it has this many bytes, even if it has not waited long. */
const FULL_BYTES = 4096;

/** Collects bytes and hands them on in batches of its own. */
export class OutputBatch {
  #bytes = new Uint8Array(FULL_BYTES);
  #length = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #send: (bytes: Uint8Array) => void;

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send;
  }

  add(byte: number): void {
    this.#bytes[this.#length++] = byte;
    if (this.#length === FULL_BYTES) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), WAIT_MS);
  }

  /** Adds text of single-byte characters. */
  addText(text: string): void {
    for (let at = 0; at < text.length; at++) this.add(text.charCodeAt(at));
  }

  /** Sends what there is now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0) return;
    const batch = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    this.#send(batch);
  }
}
