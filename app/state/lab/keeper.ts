/** The worker of worlds: started when first needed, and again after its death. */
import type { LivingWorlds } from "../../worlds/client";
import { START_AGAIN_WAY_OUT } from "./explain";
import type { LabContext } from "./lab-context";

/** There is no worker that could be asked: it died, or could not be started. */
export class NoWorker extends Error {
  override readonly name = "NoWorker";
}

export class Keeper {
  readonly #lab: LabContext;
  readonly #died: () => void;
  #worlds: LivingWorlds | null = null;

  /** @param died called when the worker has died */
  constructor(lab: LabContext, died: () => void) {
    this.#lab = lab;
    this.#died = died;
  }

  /** The worlds. @throws {NoWorker} if the worker has died */
  get worlds(): LivingWorlds {
    if (!this.#worlds) throw new NoWorker();
    return this.#worlds;
  }

  /** Whether a worker lives. */
  get lives(): boolean {
    return this.#worlds !== null;
  }

  /** Starts a worker, in place of the last one. */
  start(): void {
    this.#worlds?.dispose();
    const worlds = this.#lab.deps.worlds();
    worlds.onDeath(({ what, why, detail }) => {
      if (this.#worlds !== worlds) return;
      this.#worlds = null;
      this.#died();
      this.#lab.set({ workerDied: true, status: "ready" });
      this.#lab.fail({ what, why, wayOut: START_AGAIN_WAY_OUT, detail });
    });
    this.#worlds = worlds;
    this.#lab.set({ workerDied: false });
  }
}
