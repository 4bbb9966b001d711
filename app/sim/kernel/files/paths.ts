/** Paths as text. */

/** The names in a path, without empty ones and dots that change nothing. */
export function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}

/** The path of a name below a directory. */
export function below(dir: string, name: string): string {
  return dir === "/" ? `/${name}` : `${dir}/${name}`;
}

/** Whether a path is the same as another or lies below it. */
export function isWithin(path: string, dir: string): boolean {
  return dir === "/" || path === dir || path.startsWith(`${dir}/`);
}

/** The path that leads to the same thing once `from` is found at `to`. `path` must lie within `from`. */
export function moved(path: string, from: string, to: string): string {
  const rest = from === "/" ? path : path.slice(from.length);
  if (rest === "" || rest === "/") return to;
  return to === "/" ? rest : `${to}${rest}`;
}

/** A path split into the directory and the last name; both of `/` are `/`. */
export function split(path: string): { readonly dir: string; readonly name: string } {
  const at = path.lastIndexOf("/");
  return { dir: at <= 0 ? "/" : path.slice(0, at), name: path === "/" ? "/" : path.slice(at + 1) };
}

const ONE_BYTE = 0x80;
const TWO_BYTES = 0x800;
const SURROGATE_PAIR = 0x10000;
const SHORT = 2;
const LONG = SHORT + 1;

/** Length of a text in UTF-8, bytes. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < ONE_BYTE) bytes += 1;
    else if (code < TWO_BYTES) bytes += SHORT;
    else bytes += code < SURROGATE_PAIR ? LONG : LONG + 1;
  }
  return bytes;
}
