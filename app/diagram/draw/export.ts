/** Pictures as files: an SVG that needs nothing but itself, and a PNG made of it. */
import { lookAt } from "./canvas";
import { embeddedFaces } from "./export/fonts";
import { groundOf, isShown, writePlainStyle } from "./export/plain-style";

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** Space around an exported picture, px: rings and badges reach over its edge. */
const MARGIN = 16;
/** The longest side that every browser can draw, px. */
const LONGEST = 16_384;

/**
 * The picture in `svg` as the text of an SVG file, as it is seen now but for selection, focus and other marks of the
 * moment: colours of the present scheme as attributes, type faces inside, with a title and a description.
 */
export async function toSvgText(
  svg: SVGSVGElement,
  about: { title: string; description: string },
): Promise<string> {
  const families = new Set<string>();
  const seen = lookAt(svg, null);
  const copy = plainCopy(svg, families);
  lookAt(svg, seen);
  const { width, height } = sizeOf(svg);
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  for (const { name } of [...copy.attributes]) copy.removeAttribute(name);
  const attributes = {
    width: wide,
    height: high,
    viewBox: `${-MARGIN} ${-MARGIN} ${wide} ${high}`,
    role: "img",
    "aria-labelledby": "title description",
  };
  for (const [name, value] of Object.entries(attributes)) copy.setAttribute(name, String(value));

  const ground = element("rect", { x: -MARGIN, y: -MARGIN, width: wide, height: high, fill: groundOf(svg) });
  const faces = await embeddedFaces(families, copy.textContent ?? "");
  const style = element("style", {}, faces);
  const title = element("title", { id: "title" }, about.title);
  const description = element("desc", { id: "description" }, about.description);
  copy.prepend(title, description, ...(faces === "" ? [] : [style]), ground);
  return new XMLSerializer().serializeToString(copy);
}

/**
 * An exported picture as PNG, `scale` times its size (less where that would be too large for a canvas). Rejects if the
 * browser cannot draw it.
 */
export async function toPng(svgText: string, scale: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText)}`;
  await image.decode();
  const { naturalWidth, naturalHeight } = image;
  const fits = Math.min(scale, LONGEST / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(naturalWidth * fits);
  canvas.height = Math.round(naturalHeight * fits);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw on a canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("this browser cannot make a PNG of this size"));
    }, "image/png");
  });
}

/** A copy of what is shown, with styles as attributes; the families of its texts are added to `families`. */
function plainCopy<Shown extends Element>(shown: Shown, families: Set<string>): Shown {
  const copy = shown.cloneNode(false) as Shown;
  if (shown.localName === "text") families.add(getComputedStyle(shown).fontFamily);
  for (const child of shown.childNodes) {
    if (!(child instanceof Element)) copy.append(child.cloneNode(true));
    else if (isShown(child)) copy.append(plainCopy(child, families));
  }
  writePlainStyle(shown, copy);
  return copy;
}

function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  const { width, height } = svg.viewBox.baseVal;
  return { width, height };
}

function element(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(SVG_NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.textContent = text;
  return made;
}
