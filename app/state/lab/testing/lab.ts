/** For tests: a laboratory with real worlds, whose frames, address, storage and worker are in the test's hands. */
import type { CommandInput } from "../../../sim/index";
import { createWorlds } from "../../../worlds/client";
import type { Address } from "../address";
import { createLabStore } from "../lab";
import type { Slot, WorldView } from "../lab-types";
import { listSaved, readSaved, type SavedWorld, type Saves } from "../saves";
import { TestWorker } from "./worker";

/** An address bar. */
export class TestAddress implements Address {
  hash: string;
  writes = 0;
  takes = true;
  #changed = () => {};

  constructor(hash: string) {
    this.hash = hash;
  }

  read = () => this.hash;
  link = (hash: string) => `https://strata.test/lab#${hash}`;

  replace(hash: string): boolean {
    if (!this.takes) return false;
    this.hash = hash;
    this.writes++;
    return true;
  }

  onChange(listener: () => void): () => void {
    this.#changed = listener;
    return () => {};
  }

  /** Somebody types another hash. */
  type(hash: string): void {
    this.hash = hash;
    this.#changed();
  }
}

/** Storage in memory; `forbidden` rejects whatever is asked. */
export class TestSaves implements Saves {
  readonly stored = new Map<string, unknown>();
  forbidden = false;

  list = async () => listSaved([...this.#entries()]);
  load = async (name: string) => readSaved(name, this.#entries().get(name));
  keep = async (world: SavedWorld) => void this.#entries().set(world.name, structuredClone(world));
  remove = async (name: string) => void this.#entries().delete(name);

  #entries(): Map<string, unknown> {
    if (this.forbidden) throw new DOMException("The operation is insecure.", "SecurityError");
    return this.stored;
  }
}

/** Everything that was asked for has been answered: nothing here waits for time. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await turnOver();
}

/** Resolves when everything that waited for nothing but its turn has been done. */
function turnOver(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** A laboratory on a page with this hash. */
export function testLab(hash = "") {
  const workers: TestWorker[] = [];
  const ticks = new Set<(now: number) => void>();
  const address = new TestAddress(hash);
  const saves = new TestSaves();
  let now = 1_000;
  const store = createLabStore({
    worlds: () =>
      createWorlds(() => {
        const worker = new TestWorker();
        workers.push(worker);
        return worker;
      }),
    storage: saves,
    now: () => now,
    today: () => 1_800_000_000_000 + now,
    eachFrame(tick) {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
    nextFrame: async () => {},
    address,
  });
  const lab = {
    store,
    actions: store.actions,
    address,
    saves,
    /** Something waits for frames. */
    get ticks() {
      return ticks.size;
    },
    get state() {
      return store.getState();
    },
    /** The worker that was started last. */
    get worker(): TestWorker {
      const worker = workers.at(-1);
      if (!worker) throw new Error("no worker was started");
      return worker;
    },
    workers,
    /** One frame of the screen, `ms` after the last one; not waited for. */
    frame(ms = 16) {
      now += ms;
      for (const tick of [...ticks]) tick(now);
    },
    /** Frames, each after the one before was answered. */
    async frames(count: number, ms = 16) {
      for (let frame = 0; frame < count; frame++) {
        lab.frame(ms);
        await quiet();
      }
    },
    view(slot: Slot = "left"): WorldView {
      const view = store.getState()[slot];
      if (!view) throw new Error(`no world on the ${slot}`);
      return view;
    },
    layer(id: string, slot: Slot = "left") {
      return lab.view(slot).layers.find((layer) => layer.id === id);
    },
    async run(label: string, ...commands: CommandInput[]) {
      store.actions.run({ label, commands });
      await quiet();
    },
    /** A file that a person chooses. */
    async openFile(content: unknown, name = "world.json") {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      store.actions.openFile({ name, text: async () => text });
      await quiet();
    },
  };
  return lab;
}

/** A laboratory that has begun and come to rest. */
export async function begunLab(hash = "") {
  const lab = testLab(hash);
  lab.actions.begin();
  await quiet();
  return lab;
}

/** A laptop with a system, switched off. */
export const LAPTOP: CommandInput = { do: "addMachine", name: "laptop", preset: "laptop", os: "debian-13" };
export const SWITCH_ON: CommandInput = { do: "powerOn", machine: "laptop" };
