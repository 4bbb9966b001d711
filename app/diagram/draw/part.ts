/** Pieces of a drawing as data, and the one function that writes them into SVG elements, touching only what differs. */

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** One SVG element. Among its siblings its key is its own. */
export interface Part {
  readonly key: string;
  readonly tag: "rect" | "path" | "text" | "g" | "svg" | "circle";
  /** A `null` is not written. */
  readonly attributes: Attributes;
  readonly text?: string;
  readonly parts?: readonly Part[];
}

export type Attributes = Readonly<Record<string, string | number | null>>;

/** A rectangle in a picture, px. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Makes the children of `parent`, which are those of `before`, those of `after`. */
export function patchParts(parent: Element, before: readonly Part[], after: readonly Part[]): void {
  if (before === after) return;
  if (!sameElements(before, after)) {
    exchangeParts(parent, before, after);
    return;
  }
  let child = parent.firstElementChild;
  for (const [index, part] of after.entries()) {
    const old = before[index];
    if (!child || !old) return;
    patchPart(child, old, part);
    child = child.nextElementSibling;
  }
}

function sameElements(before: readonly Part[], after: readonly Part[]): boolean {
  return before.length === after.length && before.every((part, index) => isElementOf(part, after[index]));
}

/** Whether an element that shows one part can show the other. */
const isElementOf = (one: Part, other: Part | undefined) => one.key === other?.key && one.tag === other.tag;

function exchangeParts(parent: Element, before: readonly Part[], after: readonly Part[]): void {
  const old = new Map<string, { part: Part; element: Element }>();
  let child = parent.firstElementChild;
  for (const part of before) {
    if (!child) break;
    old.set(part.key, { part, element: child });
    child = child.nextElementSibling;
  }
  const kept = new Map(after.map((part) => [part.key, part]));
  for (const [key, { part, element }] of old) {
    if (isElementOf(part, kept.get(key))) continue;
    element.remove();
    old.delete(key);
  }
  let next = parent.firstElementChild;
  for (const part of after) {
    const found = old.get(part.key);
    if (found) patchPart(found.element, found.part, part);
    const element = found?.element ?? createPart(parent, part);
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
}

function patchPart(element: Element, before: Part, after: Part): void {
  if (before === after) return;
  writeAttributes(element, before.attributes, after.attributes);
  if (before.text !== after.text) element.textContent = after.text ?? "";
  if (before.parts || after.parts) patchParts(element, before.parts ?? [], after.parts ?? []);
}

function createPart(parent: Element, part: Part): Element {
  const element = parent.ownerDocument.createElementNS(SVG_NAMESPACE, part.tag);
  for (const name in part.attributes) {
    const value = part.attributes[name] ?? null;
    if (value !== null) element.setAttribute(name, String(value));
  }
  if (part.text !== undefined) element.textContent = part.text;
  for (const inner of part.parts ?? []) element.appendChild(createPart(element, inner));
  return element;
}

/** Writes the attributes that differ from those written before. */
export function writeAttributes(element: Element, before: Attributes, after: Attributes): void {
  for (const name in after) {
    const value = after[name] ?? null;
    if (value === (before[name] ?? null)) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
  for (const name in before) {
    if (!(name in after) && before[name] !== null) element.removeAttribute(name);
  }
}
