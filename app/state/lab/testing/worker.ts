/** For tests: a worker of worlds in the same thread, whose answers can be held back, and which can die. */
import type { WorkerLike } from "../../../worlds/client";
import type { HostCalls, Method, Reply, Request } from "../../../worlds/messages";
import { WorldHost } from "../../../worlds/worker/world-host";

type Listener = (event: MessageEvent<Reply> & ErrorEvent) => void;

export class TestWorker implements WorkerLike {
  /** Every request so far, e.g. `advance left 16`. */
  readonly asked: string[] = [];
  terminated = false;
  /** Its clock goes on by so much with each look at it, ms: limits on host time hold, and always at the same place. */
  msPerLook = 1 / 20;
  #time = 0;
  readonly #host: HostCalls = new WorldHost(() => {
    this.#time += this.msPerLook;
    return this.#time;
  });
  readonly #listeners = new Map<string, Listener>();
  readonly #held: Reply[] = [];
  #holds = false;

  postMessage(request: Request): void {
    if (this.terminated) return;
    const { method, args } = request;
    this.asked.push([method, ...args].filter((arg) => typeof arg !== "object").join(" "));
    const reply = this.#answer(structuredClone(request));
    if (this.#holds) this.#held.push(reply);
    else queueMicrotask(() => this.#send(reply));
  }

  terminate(): void {
    this.terminated = true;
  }

  addEventListener(type: string, listener: unknown): void {
    this.#listeners.set(type, listener as Listener);
  }

  /** Keeps answers back until `release`. */
  hold(): void {
    this.#holds = true;
  }

  release(): void {
    this.#holds = false;
    for (const reply of this.#held.splice(0)) this.#send(reply);
  }

  die(message = "Uncaught RangeError"): void {
    this.#listeners.get("error")?.({ message } as Parameters<Listener>[0]);
  }

  /** How many requests of a kind there were. */
  count(method: Method): number {
    return this.asked.filter((request) => request.split(" ")[0] === method).length;
  }

  #answer({ id, method, args }: Request): Reply {
    try {
      const call = this.#host[method] as (...given: typeof args) => ReturnType<HostCalls[Method]>;
      return { id, value: structuredClone(call(...args)) };
    } catch (error) {
      return { id, fault: String(error) };
    }
  }

  #send(reply: Reply): void {
    if (!this.terminated) this.#listeners.get("message")?.({ data: reply } as Parameters<Listener>[0]);
  }
}
