/** Saves by name: kept, listed, opened and removed, each with a way back. */
import { explainSave, explainStorage } from "./explain";
import type { LabContext } from "./lab-context";
import type { SavedWorld } from "./saves";

export class Saving {
  readonly #lab: LabContext;

  constructor(lab: LabContext) {
    this.#lab = lab;
  }

  /** Looks which saves there are. A browser that forbids storage has none: nobody asked for them yet. */
  async list(): Promise<void> {
    try {
      this.#lab.set({ saves: await this.#lab.deps.storage.list() });
    } catch {
      this.#lab.set({ saves: [] });
    }
  }

  /** Keeps worlds under a name; what was there can be brought back. */
  async keep(name: string, title: string, hash: string): Promise<void> {
    const saved: SavedWorld = { name, title, hash, savedAt: this.#lab.deps.today() };
    await this.#try(`“${name}” could not be saved`, async () => {
      const before = await this.#lab.deps.storage.load(name);
      await this.#lab.deps.storage.keep(saved);
      const text = before ? `Saved as “${name}”, in place of the one before.` : `Saved as “${name}”.`;
      this.#lab.say(text, before ? () => this.#put(before) : undefined);
    });
  }

  /** What is kept under a name; `null`, and why, if it cannot be had. */
  async load(name: string): Promise<SavedWorld | null> {
    let saved: SavedWorld | null = null;
    await this.#try(`“${name}” could not be read`, async () => {
      saved = await this.#lab.deps.storage.load(name);
      if (!saved) this.#lab.fail(explainSave(name, "it is damaged, or not there any more"));
    });
    return saved;
  }

  async remove(name: string): Promise<void> {
    await this.#try(`“${name}” could not be removed`, async () => {
      const before = await this.#lab.deps.storage.load(name);
      await this.#lab.deps.storage.remove(name);
      this.#lab.say(`Removed “${name}”.`, before ? () => this.#put(before) : undefined);
    });
  }

  #put(saved: SavedWorld): void {
    this.#try(`“${saved.name}” could not be brought back`, () => this.#lab.deps.storage.keep(saved));
  }

  async #try(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#lab.fail(explainStorage(what, error));
    }
    await this.list();
  }
}
