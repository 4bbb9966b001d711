/** Amounts of memory and disk, in a person's words. */

const STEP = 1024;
const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;
const TENTHS = 10;

/** Bytes in the largest unit that fits, with one decimal where it says something: `512 MiB`, `1.5 GiB`. */
export function inWords(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= STEP && unit < UNITS.length - 1) {
    amount /= STEP;
    unit++;
  }
  return `${Math.floor(amount * TENTHS) / TENTHS} ${UNITS[unit]}`;
}
