/** Amounts as they are written on command lines. */

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SIZES: Readonly<Record<string, number>> = { "": 1, b: 1, k: KIB, m: MIB, g: GIB };
const TIMES: Readonly<Record<string, number>> = { "": SECOND, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

function amount(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)([a-z]?)$/.exec(text.toLowerCase());
  const unit = units[match?.[2] ?? ""];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

/** Bytes of `512M`, `1g`, `4096`; none if it is not an amount. */
export function bytesIn(text: string): number | undefined {
  const bytes = amount(text, SIZES);
  return bytes === undefined ? undefined : Math.floor(bytes);
}

/** Milliseconds of `5`, `0.5s`, `2m`, `1h`, `1d` as sleep takes them; `null` for `infinity`; none if it is no duration. */
export function durationIn(text: string): number | null | undefined {
  return /^inf(inity)?$/i.test(text) ? null : amount(text, TIMES);
}
