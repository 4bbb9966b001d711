/** Worlds that are kept under names in this browser. */
import type { Save } from "./lab-types";

/** What is kept: the hash of a link, so that whatever links can hold can be saved. */
export interface SavedWorld extends Save {
  readonly hash: string;
}

/** Where saves are kept. Calls reject where the browser refuses storage. */
export interface Saves {
  /** All saves, the newest first. One that is damaged is listed too, so that it can be removed. */
  list(): Promise<Save[]>;
  /** `null` if there is none of this name, or none that can be read. */
  load(name: string): Promise<SavedWorld | null>;
  /** Keeps it under its name, in place of what was there. */
  keep(world: SavedWorld): Promise<void>;
  remove(name: string): Promise<void>;
}

const DAMAGED = "Damaged: it cannot be read";

/** A save of this name from what was stored under it; `null` if that is none. */
export function readSaved(name: string, stored: unknown): SavedWorld | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { savedAt, title, hash } = stored as Partial<Record<keyof SavedWorld, unknown>>;
  if (typeof savedAt !== "number" || typeof title !== "string" || typeof hash !== "string") return null;
  return { name, savedAt, title, hash };
}

/** What is listed of saves: stored names and what is stored under them. */
export function listSaved(stored: readonly (readonly [name: unknown, content: unknown])[]): Save[] {
  return stored
    .filter((entry): entry is readonly [string, unknown] => typeof entry[0] === "string")
    .map(([name, content]): Save => {
      const saved = readSaved(name, content);
      return saved
        ? { name, savedAt: saved.savedAt, title: saved.title }
        : { name, savedAt: 0, title: DAMAGED };
    })
    .sort((a, b) => b.savedAt - a.savedAt || a.name.localeCompare(b.name));
}
