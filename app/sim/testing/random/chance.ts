/** For tests: seeded chance of the generator's own, apart from any world's. */

const GOLDEN = 0x9e3779b9;
const MIX_A = 0x21f0aaad;
const MIX_B = 0x735a2d97;
const UINT32 = 2 ** 32;

export class Chance {
  #state: number;

  /** @param seed the same seed, the same choices */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 (included) to `limit` (excluded). */
  below(limit: number): number {
    this.#state = (this.#state + GOLDEN) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), MIX_A);
    mixed = Math.imul(mixed ^ (mixed >>> 15), MIX_B);
    mixed = (mixed ^ (mixed >>> 15)) >>> 0;
    return Math.floor((mixed / UINT32) * limit);
  }

  /** Whether something comes true that does in one of `of` cases. */
  once(of: number): boolean {
    return this.below(of) === 0;
  }

  /** One of these. Throws if there are none: a programmer's error. */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error("nothing to choose from");
    return from[this.below(from.length)] as T;
  }

  /** Some of these, in their order; perhaps none. */
  some<T>(from: readonly T[]): T[] {
    return from.filter(() => this.once(3));
  }

  /** These fields, each in one of `of` cases; fields that are left out are absent. */
  perhaps<T extends object>(of: number, fields: T): Partial<T> {
    return Object.fromEntries(Object.entries(fields).filter(() => this.once(of))) as Partial<T>;
  }
}
