/** Lists of processors: `0-2,4`. */

const PART = /^(\d+)(?:-(\d+))?$/;
/** More processors than any machine of the model has: a list that names more is not taken apart. */
const MOST = 4096;

/** Numbers of the processors in a list; `undefined` if it is malformed. Empty text: no list. */
export function parseCpuset(text: string): readonly number[] | undefined {
  const numbers = new Set<number>();
  for (const part of text === "" ? [] : text.split(",")) {
    const found = PART.exec(part);
    if (found === null) return undefined;
    const from = Number(found[1]);
    const to = Number(found[2] ?? found[1]);
    if (to < from || to >= MOST) return undefined;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}
