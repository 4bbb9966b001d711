/** Worlds as the page uses them: calls in front of one worker, views put together from what changed. */
import { WorldsDied } from "./death";
import type { HostCalls, Method, Reply, Request } from "./messages";
import { applyPatch } from "./patch";
import type { Slot, ViewPatch, Worlds, WorldView } from "./protocol";

export { WorldsDied } from "./death";

/** The part of a Worker that is needed: tests hand in their own. */
export interface WorkerLike {
  postMessage(message: Request): void;
  terminate(): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Reply>) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
}

/** Worlds, and word of the end of their worker. */
export interface LivingWorlds extends Worlds {
  /** Hears of the worker's death, at most once; not of `dispose`. Returns the unsubscriber. */
  onDeath(listener: (death: WorldsDied) => void): () => void;
}

/** Starts a worker. When it dies, whatever was asked and whatever will be asked rejects with {@link WorldsDied}. */
export function createWorlds(newWorker: () => WorkerLike = startWorker): LivingWorlds {
  return new WorkerWorlds(newWorker());
}

function startWorker(): WorkerLike {
  return new Worker(new URL("./worker/index.ts", import.meta.url), { type: "module", name: "worlds" });
}

interface Pending {
  /** Takes the answer as it comes in: patches follow one another. */
  take(value: unknown): void;
  reject(error: WorldsDied): void;
}

const OTHER: Readonly<Record<Slot, Slot>> = { left: "right", right: "left" };

class WorkerWorlds implements LivingWorlds {
  readonly #worker: WorkerLike;
  readonly #pending = new Map<number, Pending>();
  readonly #views = new Map<Slot, WorldView>();
  readonly #mourners = new Set<(death: WorldsDied) => void>();
  #nextId = 1;
  #dead: WorldsDied | undefined;

  constructor(worker: WorkerLike) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    worker.addEventListener("error", (event) => this.#die((event as ErrorEvent).message ?? ""));
    worker.addEventListener("messageerror", () => this.#die("an answer could not be read"));
  }

  prepare: Worlds["prepare"] = (source) => this.#call("prepare", [source], asIs);

  open: Worlds["open"] = (slot, source) =>
    this.#call("open", [slot, source], (opened) => {
      if (opened.ok) this.#views.delete(slot);
      return this.#ifDone(slot)(opened);
    });

  close: Worlds["close"] = (slot) =>
    this.#call("close", [slot], () => {
      this.#views.delete(slot);
    });

  act: Worlds["act"] = (slot, commands, text, deed) =>
    this.#call("act", [slot, commands, text, deed], this.#ifDone(slot));

  takeBack: Worlds["takeBack"] = (slot) => this.#call("takeBack", [slot], this.#next(slot));

  advance: Worlds["advance"] = (slot, to) => this.#call("advance", [slot, to], this.#next(slot));

  step: Worlds["step"] = (slot) => this.#call("step", [slot], this.#next(slot));

  settle: Worlds["settle"] = (slot) => this.#call("settle", [slot], this.#next(slot));

  look: Worlds["look"] = (slot, at) => this.#call("look", [slot, at], this.#next(slot));

  undo: Worlds["undo"] = (slot) => this.#call("undo", [slot], this.#ifDone(slot));

  redo: Worlds["redo"] = (slot) => this.#call("redo", [slot], this.#ifDone(slot));

  rewind: Worlds["rewind"] = (slot, at) => this.#call("rewind", [slot, at], this.#next(slot));

  fork: Worlds["fork"] = (slot, at) =>
    this.#call("fork", [slot, at], (patch) => {
      this.#views.delete(OTHER[slot]);
      return this.#next(OTHER[slot])(patch);
    });

  encode: Worlds["encode"] = (slot) => this.#call("encode", [slot], asIs);

  scenario: Worlds["scenario"] = (slot) => this.#call("scenario", [slot], asIs);

  acts: Worlds["acts"] = (slot) => this.#call("acts", [slot], asIs);

  inspect: Worlds["inspect"] = (slot, layer) => this.#call("inspect", [slot, layer], asIs);

  fill: Worlds["fill"] = (slot, each, limit, deed) =>
    this.#call("fill", [slot, each, limit, deed], (filled) => ({
      ...filled,
      view: this.#next(slot)(filled.view),
    }));

  dispose(): void {
    this.#mourners.clear();
    this.#die("it was closed");
  }

  onDeath(listener: (death: WorldsDied) => void): () => void {
    this.#mourners.add(listener);
    return () => this.#mourners.delete(listener);
  }

  /** The view that follows from a patch, in a slot. */
  #next(slot: Slot): (patch: ViewPatch) => WorldView {
    return (patch) => {
      const view = applyPatch(this.#views.get(slot), patch);
      this.#views.set(slot, view);
      return view;
    };
  }

  #ifDone(slot: Slot) {
    return (result: ReturnType<HostCalls["act"]>) =>
      result.ok ? { ok: true as const, value: this.#next(slot)(result.value) } : result;
  }

  #call<M extends Method, T>(
    method: M,
    args: Parameters<HostCalls[M]>,
    read: (value: ReturnType<HostCalls[M]>) => T,
  ): Promise<T> {
    if (this.#dead) return Promise.reject(this.#dead);
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { take: (value) => resolve(read(value as ReturnType<HostCalls[M]>)), reject });
      this.#worker.postMessage({ id, method, args } as Request);
    });
  }

  #receive(reply: Reply): void {
    if ("fault" in reply) {
      this.#die(reply.fault);
      return;
    }
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    pending?.take(reply.value);
  }

  #die(detail: string): void {
    if (this.#dead) return;
    const death = new WorldsDied(detail);
    this.#dead = death;
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(death);
    this.#pending.clear();
    for (const listener of [...this.#mourners]) listener(death);
    this.#mourners.clear();
  }
}

function asIs<T>(value: T): T {
  return value;
}
