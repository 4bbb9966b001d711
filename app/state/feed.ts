/** What terminals have printed: kept for whoever starts to listen late, passed on to whoever listens now. */

/** The most that is kept of one terminal, in bytes: about the 5,000 lines that a terminal can scroll back. */
const KEPT_BYTES = 512 * 1024;

/** Clears the screen and the scrollback of a terminal. */
const RESET = new TextEncoder().encode("\x1bc");

type Listener = (bytes: Uint8Array) => void;

/** One terminal's output. */
class Feed {
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  readonly #listeners = new Set<Listener>();

  push(bytes: Uint8Array): void {
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
    while (this.#keptBytes > KEPT_BYTES) this.#keptBytes -= this.#kept.shift()?.length ?? 0;
    for (const listener of this.#listeners) listener(bytes);
  }

  clear(): void {
    this.#kept = [];
    this.#keptBytes = 0;
    for (const listener of this.#listeners) listener(RESET);
  }

  listen(listener: Listener): () => void {
    for (const bytes of this.#kept) listener(bytes);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Feeds by terminal name. A feed exists from the first mention of its name. */
export class Feeds {
  readonly #feeds = new Map<string, Feed>();

  /** The terminal prints. */
  push(terminal: string, bytes: Uint8Array): void {
    this.#feed(terminal).push(bytes);
  }

  /** A new machine takes the terminal over: what the old one printed goes. */
  clear(terminal: string): void {
    this.#feed(terminal).clear();
  }

  /** Hears all that was kept, then all that comes. Returns the unsubscriber. */
  listen(terminal: string, listener: Listener): () => void {
    return this.#feed(terminal).listen(listener);
  }

  #feed(terminal: string): Feed {
    let feed = this.#feeds.get(terminal);
    if (!feed) {
      feed = new Feed();
      this.#feeds.set(terminal, feed);
    }
    return feed;
  }
}
