/** Saved machine states in IndexedDB, kept under the hash of the images that they were made with. */
import { createStore, del, get, keys, set } from "idb-keyval";

const store = () => createStore("strata-snapshots", "states");

/** Where states are kept. Every call survives a browser that refuses storage. */
export interface Snapshots {
  /** The state saved under this key, or null. */
  load(key: string): Promise<ArrayBuffer | null>;
  /** Keeps a state and throws away those of other keys; tells whether it was kept. */
  save(key: string, state: ArrayBuffer): Promise<boolean>;
  remove(key: string): Promise<void>;
}

/** Snapshots in this browser. */
export const browserSnapshots: Snapshots = {
  async load(key) {
    try {
      const state: unknown = await get(key, store());
      return state instanceof ArrayBuffer ? state : null;
    } catch {
      return null;
    }
  },
  async save(key, state) {
    try {
      for (const old of await keys(store())) if (old !== key) await del(old, store());
      await set(key, state, store());
      return true;
    } catch {
      return false;
    }
  },
  async remove(key) {
    try {
      await del(key, store());
    } catch {
      // What cannot be opened holds nothing to remove.
    }
  },
};
