/** For tests: where two pieces of plain data differ. What both share is not looked through. */

/** Path of the first difference and both sides of it; `undefined` if the two are deeply equal. A field of no value is one. */
export function difference(a: unknown, b: unknown, path = ""): string | undefined {
  if (Object.is(a, b)) return undefined;
  const differ = `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return differ;
  if (Array.isArray(a) !== Array.isArray(b)) return differ;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return differ;
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return differ;
    const found = difference(a[key as keyof typeof a], b[key as keyof typeof b], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
