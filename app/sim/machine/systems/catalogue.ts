/** The operating systems that can be installed, by key. */
import { LINUX } from "./catalogue/linux";
import { MACOS } from "./catalogue/macos";
import { WINDOWS } from "./catalogue/windows";
import type { OsSpec } from "./os";

export type { OsSpec } from "./os";

const ALL: readonly OsSpec[] = [...LINUX, ...WINDOWS, ...MACOS];
const BY_KEY: ReadonlyMap<string, OsSpec> = new Map(ALL.map((os) => [os.key, os]));

/** The system of this key, e.g. `ubuntu-24.04`; `undefined` if the catalogue has none. */
export function osNamed(key: string): OsSpec | undefined {
  return BY_KEY.get(key);
}

/** Keys of all systems, in the catalogue's order. */
export function osKeys(): readonly string[] {
  return ALL.map((os) => os.key);
}
