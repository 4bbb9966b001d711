/** A document without layout for tests: as much of the DOM as drawing needs, and a count of what is written into it. */

/** An element that counts. */
export class SmallElement {
  readonly namespaceURI = "http://www.w3.org/2000/svg";
  readonly children: SmallElement[] = [];
  readonly written = new Map<string, string>();
  readonly ownerDocument: SmallDocument;
  readonly localName: string;
  parentNode: SmallElement | null = null;
  #text = "";

  constructor(ownerDocument: SmallDocument, localName: string) {
    this.ownerDocument = ownerDocument;
    this.localName = localName;
  }

  get textContent(): string {
    return this.#text;
  }
  set textContent(text: string) {
    this.ownerDocument.writes++;
    this.#text = text;
  }

  get firstElementChild(): SmallElement | null {
    return this.children[0] ?? null;
  }
  get nextElementSibling(): SmallElement | null {
    const siblings = this.parentNode?.children ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  getAttribute(name: string): string | null {
    return this.written.get(name) ?? null;
  }
  setAttribute(name: string, value: string): void {
    this.ownerDocument.writes++;
    this.written.set(name, String(value));
  }
  removeAttribute(name: string): void {
    this.ownerDocument.writes++;
    this.written.delete(name);
  }
  appendChild(child: SmallElement): SmallElement {
    return this.insertBefore(child, null);
  }
  insertBefore(child: SmallElement, next: SmallElement | null): SmallElement {
    this.ownerDocument.writes++;
    child.remove();
    const at = next === null ? this.children.length : this.children.indexOf(next);
    this.children.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }
  remove(): void {
    const siblings = this.parentNode?.children;
    if (!siblings) return;
    this.ownerDocument.writes++;
    siblings.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }
  replaceChildren(): void {
    for (const child of [...this.children]) child.remove();
  }
  /** Only of siblings, in their order: what d3 asks for. */
  compareDocumentPosition(other: SmallElement): number {
    const siblings = this.parentNode?.children ?? [];
    return siblings.indexOf(this) < siblings.indexOf(other) ? 4 : 2;
  }
  /** Everything beneath, in document order. */
  all(): SmallElement[] {
    return this.children.flatMap((child) => [child, ...child.all()]);
  }
}

/** What makes elements, and counts writes to all of them. */
export class SmallDocument {
  writes = 0;

  createElementNS(_namespace: string, name: string): SmallElement {
    return new SmallElement(this, name);
  }
}

/** An empty SVG element of a document of its own: as the drawing code sees it, and as tests do. */
export function smallSvg(): { svg: SVGSVGElement; seen: SmallElement; document: SmallDocument } {
  const document = new SmallDocument();
  const seen = new SmallElement(document, "svg");
  return { svg: seen as unknown as SVGSVGElement, seen, document };
}
