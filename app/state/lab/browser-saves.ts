/** Saves in this browser's IndexedDB. */
import { createStore, del, entries, get, set, type UseStore } from "idb-keyval";
import { listSaved, readSaved, type Saves } from "./saves";

let opened: UseStore | undefined;

/** Opened when first needed: a browser that forbids storage already refuses this. */
function store(): UseStore {
  opened ??= createStore("strata-worlds", "worlds");
  return opened;
}

/** Saves in this browser. */
export const browserSaves: Saves = {
  list: async () => listSaved(await entries(store())),
  load: async (name) => readSaved(name, await get(name, store())),
  keep: async (world) => set(world.name, world, store()),
  remove: async (name) => del(name, store()),
};
