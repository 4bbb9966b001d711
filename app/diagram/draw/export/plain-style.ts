/** Turns what style sheets make of an SVG element into attributes, so that it looks the same where they are not. */
import { plainColour } from "./plain-colour";

/** Properties that shapes need, with the values that need not be written. */
const SHAPE: Readonly<Record<string, string>> = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  opacity: "1",
};

const TEXT: Readonly<Record<string, string>> = {
  ...SHAPE,
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-variant-numeric": "normal",
  "text-anchor": "start",
  "dominant-baseline": "auto",
};

const PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  rect: SHAPE,
  path: SHAPE,
  circle: SHAPE,
  text: TEXT,
  stop: { "stop-color": "", "stop-opacity": "1" },
  g: { opacity: "1" },
};

/** Attributes that only the page needs; identifiers stay where the picture itself refers to them. */
const PAGE_ONLY = /^(class|style|role|tabindex|id|data-.*|aria-.*)$/;

/** Writes the computed style of `shown` into the attributes of its copy, and takes away what only the page needs. */
export function writePlainStyle(shown: Element, copy: Element): void {
  const needed = PROPERTIES[shown.localName];
  if (needed) {
    const style = getComputedStyle(shown);
    for (const [property, usual] of Object.entries(needed)) {
      writeProperty(copy, property, style.getPropertyValue(property), usual);
    }
  }
  const referred = shown.closest("defs") !== null;
  for (const { name } of [...copy.attributes]) {
    if (PAGE_ONLY.test(name) && !(referred && name === "id")) copy.removeAttribute(name);
  }
}

function writeProperty(copy: Element, property: string, value: string, usual: string): void {
  const colour = plainColour(value);
  if (value === usual) copy.removeAttribute(property);
  else if (colour) {
    copy.setAttribute(property, colour.hex);
    const opacity = `${property.replace("-color", "")}-opacity`;
    if (colour.opacity < 1) copy.setAttribute(opacity, String(colour.opacity));
  } else copy.setAttribute(property, value.replaceAll(/url\("#([^"]+)"\)/g, "url(#$1)"));
}

/** Whether an element is to be seen at all, or is what others are painted with. */
export function isShown(element: Element): boolean {
  if (element.closest("defs")) return true;
  return !element.hasAttribute("data-passing") && getComputedStyle(element).display !== "none";
}

/** The colour behind an element: that of the nearest one around it that has any; white if none has. */
export function groundOf(element: Element): string {
  for (let around: Element | null = element; around; around = around.parentElement) {
    const colour = plainColour(getComputedStyle(around).backgroundColor);
    if (colour && colour.opacity > 0) return colour.hex;
  }
  return "#ffffff";
}
