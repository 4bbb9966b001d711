/** The type faces of a picture, taken along: a file has no page to get them from. */

/** A face of the page's style sheets. */
interface Face {
  readonly family: string;
  readonly address: string;
  readonly descriptors: string;
}

/**
 * `@font-face` rules, with their files inside, for the characters of `text` in the families named in `families` (CSS
 * lists). Faces that cannot be fetched are left out: viewers then take the next family.
 */
export async function embeddedFaces(families: ReadonlySet<string>, text: string): Promise<string> {
  const wanted = facesOf([...document.styleSheets]).filter((face) =>
    [...families].some((list) => list.includes(face.family)),
  );
  const needed = wanted.filter((face) => covers(face.descriptors, text));
  const rules = await Promise.all(needed.map(embedded));
  return rules.join("");
}

function facesOf(sheets: readonly CSSStyleSheet[]): Face[] {
  return sheets.flatMap((sheet) => {
    const base = sheet.href ?? document.baseURI;
    return [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule) || rule.style.fontStyle === "italic") return [];
      const value = (name: string) => rule.style.getPropertyValue(name);
      const address = /url\(["']?([^"')]+)["']?\)/.exec(value("src"))?.[1];
      const family = value("font-family").replaceAll(/["']/g, "");
      if (address === undefined || family === "") return [];
      const descriptors = ["font-weight", "font-style", "unicode-range"]
        .filter((name) => value(name) !== "")
        .map((name) => `${name}:${value(name)};`)
        .join("");
      return [{ family, address: new URL(address, base).href, descriptors }];
    });
  });
}

/** Whether a face with these descriptors has any character of `text`. */
export function covers(descriptors: string, text: string): boolean {
  const list = /unicode-range:([^;]+)/i.exec(descriptors)?.[1];
  if (list === undefined) return true;
  const ranges = list.split(",").map(rangeOf);
  return [...text].some((character) => {
    const point = character.codePointAt(0) ?? 0;
    return ranges.some(([from, to]) => from <= point && point <= to);
  });
}

/** `U+25-FF`, `U+131` or `U+4??` as its first and last code point. */
function rangeOf(range: string): [from: number, to: number] {
  const [from = "", to = from] = range.trim().replace(/^U\+/i, "").split("-");
  const point = (digits: string, wild: string) => Number.parseInt(digits.replaceAll("?", wild), 16);
  return [point(from, "0"), point(to, "F")];
}

async function embedded({ family, address, descriptors }: Face): Promise<string> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return "";
  const data = base64(new Uint8Array(await response.arrayBuffer()));
  return `@font-face{font-family:"${family}";${descriptors}src:url(data:font/woff2;base64,${data}) format("woff2");}`;
}

/** Bytes as base64. */
export function base64(bytes: Uint8Array): string {
  const CHUNK = 0x8000;
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}
