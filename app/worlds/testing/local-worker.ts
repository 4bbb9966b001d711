/** For tests: a worker of worlds in the same thread. Whatever crosses is copied as between threads. */
import type { WorkerLike } from "../client";
import type { Reply, Request } from "../messages";
import { answer } from "../worker/answer";
import { WorldHost } from "../worker/world-host";

export class LocalWorker implements WorkerLike {
  /** Every answer so far, as it crossed. */
  readonly replies: Reply[] = [];
  terminated = false;
  readonly #host: WorldHost;
  readonly #hear: ((event: MessageEvent<Reply>) => void)[] = [];
  readonly #fail: Record<string, ((event: Event) => void)[]> = { error: [], messageerror: [] };

  /** @param clock the host's time, ms; by default it stands still, so that no limit on it is ever met */
  constructor(clock: () => number = () => 0) {
    this.#host = new WorldHost(clock);
  }

  postMessage(request: Request): void {
    const copy = structuredClone(request);
    queueMicrotask(() => {
      if (!this.terminated) this.says(answer(this.#host, copy));
    });
  }

  terminate(): void {
    this.terminated = true;
  }

  addEventListener(
    type: "message" | "error" | "messageerror",
    listener: ((event: MessageEvent<Reply>) => void) | ((event: Event) => void),
  ): void {
    if (type === "message") this.#hear.push(listener as (event: MessageEvent<Reply>) => void);
    else this.#fail[type]?.push(listener as (event: Event) => void);
  }

  /** An answer crosses to the page. */
  says(reply: Reply): void {
    const data = structuredClone(reply);
    this.replies.push(data);
    for (const listener of this.#hear) listener({ data } as MessageEvent<Reply>);
  }

  /** It crashes, or an answer of it cannot be read. */
  fails(type: "error" | "messageerror", message = ""): void {
    for (const listener of this.#fail[type] ?? []) listener({ message } as unknown as Event);
  }
}
