/** The guest's control channel: lines on its second serial port. `guest/rootfs/PROTOCOL.md` describes them. */
import type { ControlEvent } from "./protocol";

/** A request that the guest answered with `err`. */
export class ControlRefusal extends Error {
  override readonly name = "ControlRefusal";
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Matches replies to requests and passes events on. It knows nothing of how the lines travel. */
export class ControlChannel {
  #nextId = 1;
  #waiting = new Map<string, Waiting>();
  readonly #write: (line: string) => void;
  readonly #onEvent: (event: ControlEvent) => void;

  constructor(write: (line: string) => void, onEvent: (event: ControlEvent) => void) {
    this.#write = write;
    this.#onEvent = onEvent;
  }

  /**
   * Sends one request (`ping`, `ns 1`, …) and resolves with the parsed JSON of its reply.
   * Rejects with a {@link ControlRefusal} when the guest says `err`, or with the signal's reason when aborted.
   */
  ask(command: string, signal?: AbortSignal): Promise<unknown> {
    if (/[\r\n]/.test(command)) return Promise.reject(new ControlRefusal("a request is one line"));
    if (signal?.aborted) return Promise.reject(signal.reason);
    const id = String(this.#nextId++);
    return new Promise((resolve, reject) => {
      const forget = () => {
        this.#waiting.delete(id);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", forget, { once: true });
      const settled = () => signal?.removeEventListener("abort", forget);
      this.#waiting.set(id, {
        resolve: (value) => {
          settled();
          resolve(value);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      this.#write(`${id} ${command}\n`);
    });
  }

  /** The machine is gone: every open request fails. */
  close(error: Error): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }

  /** Takes one line of the channel. A line that is neither a reply nor an event is passed over. */
  take(line: string): void {
    const [, head, word, rest = ""] = /^(\S+) (\S+) ?(.*)$/.exec(line.trimEnd()) ?? [];
    if (head === undefined || word === undefined) return;
    if (head === "*") {
      const data = parseJson(rest);
      if (isRecord(data)) this.#onEvent({ name: word, data });
      return;
    }
    const waiting = this.#waiting.get(head);
    if (!waiting) return;
    this.#waiting.delete(head);
    if (word !== "ok") waiting.reject(new ControlRefusal(rest || "refused"));
    else {
      const value = parseJson(rest);
      if (value === undefined) waiting.reject(new ControlRefusal(`unreadable reply: ${rest.slice(0, 80)}`));
      else waiting.resolve(value);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
