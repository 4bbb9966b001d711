/** Two exported pictures as one: text in, text out. */

/** What an exported picture's text begins with, as `toSvgText` writes it. */
const ROOT = /^<svg[^>]*>/;
/** The rectangle behind everything. */
const GROUND = /<rect[^>]* fill="([^"]+)"/;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One SVG with both pictures on a common ground line, and a title and a description of its own. */
export function besideEachOther(
  left: string,
  right: string,
  about: { readonly title: string; readonly description: string },
): string {
  const [one, other] = [sizeOf(left), sizeOf(right)];
  const width = one.width + other.width;
  const height = Math.max(one.height, other.height);
  const ground = GROUND.exec(left)?.[1] ?? "none";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(about.title)}</title>`,
    `<desc id="description">${escaped(about.description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    placed(left, "left", 0, height - one.height),
    placed(right, "right", one.width, height - other.height),
    "</svg>",
  ].join("");
}

/** A picture inside the other, with ids that are its own. */
function placed(picture: string, whose: string, x: number, y: number): string {
  return picture
    .replace(ROOT, (root) =>
      root
        .replace("<svg", `<svg x="${x}" y="${y}"`)
        .replace('"title description"', `"${whose}-title ${whose}-description"`),
    )
    .replace('id="title"', `id="${whose}-title"`)
    .replace('id="description"', `id="${whose}-description"`);
}

function sizeOf(picture: string): Size {
  const root = ROOT.exec(picture)?.[0] ?? "";
  const amount = (name: string) => Number(new RegExp(` ${name}="([0-9.]+)"`).exec(root)?.[1] ?? 0);
  return { width: amount("width"), height: amount("height") };
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
