/** One guest as the page sees it: typed calls in front of one worker. The worker ends when the guest is disposed of. */
import { GuestError } from "./errors";
import type { MachineParts } from "./images";
import type {
  BootProfile,
  BootReport,
  ContainerReport,
  GuestEvent,
  MachineSpec,
  RestoreReport,
  WorkerCommand,
  WorkerMessage,
  WorkerRequest,
} from "./protocol";

/** The part of a Worker that is needed: tests hand in their own. */
export interface WorkerLike {
  postMessage(message: WorkerRequest, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: "message", listener: (event: MessageEvent<WorkerMessage>) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
}

/** How long the control channel may take to answer, in milliseconds, unless said otherwise. */
const ASK_TIMEOUT_MS = 10_000;

interface Pending {
  resolve(result: unknown): void;
  reject(error: GuestError): void;
}

/** Starts a real emulator worker. */
export function startWorker(): WorkerLike {
  return new Worker(new URL("./worker/index.ts", import.meta.url), { type: "module", name: "guest" });
}

/** A guest. Calls reject with {@link GuestError}; every one takes an AbortSignal where waiting makes sense. */
export class GuestClient {
  #worker: WorkerLike;
  readonly #startWorker: () => WorkerLike;
  readonly #listeners = new Set<(event: GuestEvent) => void>();
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #booted: { profile: BootProfile; hostname: string } | undefined;
  #dead: GuestError | undefined;

  constructor(start: () => WorkerLike = startWorker) {
    this.#startWorker = start;
    this.#worker = this.#hire();
  }

  /** Hears everything that the guest says unasked. Returns the unsubscriber. */
  on(listener: (event: GuestEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Cold boot to the first prompt. `parts` are used up. */
  boot(
    profile: BootProfile,
    hostname: string,
    parts: MachineParts,
    signal?: AbortSignal,
  ): Promise<BootReport> {
    this.#booted = { profile, hostname };
    const spec: MachineSpec = { profile, hostname, ...parts };
    return this.#call({ type: "boot", spec }, { signal, transfer: buffersOf(parts) });
  }

  /** Brings back a saved state of a machine of the same profile. `state` and `parts` are used up. */
  restore(
    profile: BootProfile,
    hostname: string,
    parts: MachineParts,
    state: ArrayBuffer,
    signal?: AbortSignal,
  ): Promise<RestoreReport> {
    this.#booted = { profile, hostname };
    const spec: MachineSpec = { profile, hostname, ...parts };
    return this.#call({ type: "restore", spec, state }, { signal, transfer: [state, ...buffersOf(parts)] });
  }

  /** Pulls the plug and boots the same profile again, in a fresh worker. */
  reset(parts: MachineParts, signal?: AbortSignal): Promise<BootReport> {
    if (!this.#booted) return Promise.reject(new GuestError("aborted", "never powered on"));
    const { profile, hostname } = this.#booted;
    this.powerOff();
    this.#dead = undefined;
    this.#worker = this.#hire();
    return this.boot(profile, hostname, parts, signal);
  }

  /** The whole machine as bytes; it goes on running. */
  save(signal?: AbortSignal): Promise<ArrayBuffer> {
    return this.#call({ type: "save" }, { signal });
  }

  /** Types text into the console; resolves when the guest has been handed all of it. */
  send(text: string, signal?: AbortSignal): Promise<void> {
    return this.#call({ type: "send", text }, { signal });
  }

  /** Tells the guest's terminal its size. */
  async resize(columns: number, rows: number, signal?: AbortSignal): Promise<void> {
    await this.ask(`winsize ${columns} ${rows}`, { ...(signal && { signal }) });
  }

  /** One request on the control channel; resolves with its parsed reply. */
  ask(command: string, options: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<unknown> {
    const { timeoutMs = ASK_TIMEOUT_MS, signal } = options;
    return this.#call({ type: "ask", command, timeoutMs }, { signal });
  }

  /** Types `command`, a `box run` line, at the host's prompt; resolves at the container's own prompt. */
  runContainer(name: string, command: string, signal?: AbortSignal): Promise<ContainerReport> {
    return this.#call({ type: "runContainer", name, command }, { signal });
  }

  /** Pulls the plug: the worker ends and its memory is freed. Open calls reject with `aborted`. */
  powerOff(): void {
    this.#end(new GuestError("aborted", "powered off"));
  }

  /** {@link GuestClient.powerOff}, and nobody hears of it any more. */
  dispose(): void {
    this.#listeners.clear();
    this.powerOff();
  }

  #hire(): WorkerLike {
    const worker = this.#startWorker();
    worker.addEventListener("message", ({ data }) => {
      if (worker === this.#worker) this.#receive(data);
    });
    const died = (event: Event) => {
      if (worker !== this.#worker) return;
      const { message } = event as ErrorEvent;
      this.#end(new GuestError(/memory/i.test(message ?? "") ? "out-of-memory" : "worker-died", message));
    };
    worker.addEventListener("error", died);
    worker.addEventListener("messageerror", died);
    return worker;
  }

  #call<T>(
    command: WorkerCommand,
    { signal, transfer = [] }: { signal?: AbortSignal | undefined; transfer?: Transferable[] },
  ): Promise<T> {
    if (this.#dead) return Promise.reject(this.#dead);
    if (signal?.aborted) return Promise.reject(new GuestError("aborted"));
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      const cancel = () => {
        this.#worker.postMessage({ type: "cancel", id }, []);
        this.#pending.get(id)?.reject(new GuestError("aborted"));
      };
      signal?.addEventListener("abort", cancel, { once: true });
      const settled = () => {
        this.#pending.delete(id);
        signal?.removeEventListener("abort", cancel);
      };
      this.#pending.set(id, {
        resolve: (result) => {
          settled();
          resolve(result as T);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      this.#worker.postMessage({ ...command, id } as WorkerRequest, transfer);
    });
  }

  #receive(message: WorkerMessage): void {
    if (message.type === "event") for (const listener of [...this.#listeners]) listener(message.event);
    else if (message.type === "done") this.#pending.get(message.id)?.resolve(message.result);
    else this.#pending.get(message.id)?.reject(new GuestError(message.error.kind, message.error.detail));
  }

  #end(error: GuestError): void {
    if (this.#dead) return;
    this.#dead = error;
    this.#worker.terminate();
    for (const { reject } of [...this.#pending.values()]) reject(error);
    if (error.kind !== "aborted")
      for (const listener of [...this.#listeners]) listener({ type: "died", error });
  }
}

function buffersOf({ files }: MachineParts): Transferable[] {
  return Object.values(files);
}
