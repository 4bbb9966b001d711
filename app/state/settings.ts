/** What a person has chosen for this browser, remembered between visits. */
import { createStore, type StoreApi } from "zustand/vanilla";

const SCHEMES = ["system", "light", "dark", "projector"] as const;

/** How the page is coloured: as the system says, or one scheme for good. */
export type Scheme = (typeof SCHEMES)[number];

interface Settings {
  scheme: Scheme;
}

export type SettingsStore = StoreApi<Settings> & {
  actions: { chooseScheme(scheme: Scheme): void };
};

/** The part of `Storage` that settings need. */
export type SettingsStorage = Pick<Storage, "getItem" | "setItem">;

const KEY = "strata.settings";

function isScheme(value: unknown): value is Scheme {
  return SCHEMES.some((scheme) => scheme === value);
}

function read(storage: SettingsStorage | null): Settings {
  let stored: unknown = null;
  try {
    stored = JSON.parse(storage?.getItem(KEY) ?? "null");
  } catch {
    // Unreadable or forbidden storage counts as empty: defaults do no harm.
  }
  const scheme = typeof stored === "object" && stored && "scheme" in stored ? stored.scheme : null;
  return { scheme: isScheme(scheme) ? scheme : "system" };
}

function write(storage: SettingsStorage | null, settings: Settings): void {
  try {
    storage?.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Full or forbidden storage: the choice then lasts for this visit only.
  }
}

/** The browser's storage, or null where even asking for it is forbidden. */
export function browserStorage(): SettingsStorage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** Makes the settings store; absent or corrupt storage means defaults. */
export function createSettingsStore(storage: SettingsStorage | null): SettingsStore {
  const store = createStore<Settings>(() => read(storage));
  store.subscribe((settings) => write(storage, settings));
  const actions = { chooseScheme: (scheme: Scheme) => store.setState({ scheme }) };
  return Object.assign(store, { actions });
}
