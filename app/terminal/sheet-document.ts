/**
 * A document for xterm.js under a strict Content-Security-Policy. Its DOM renderer writes its rules into
 * `<style>` elements and `style` attributes, which such a policy refuses; this document gives it elements
 * that put the same rules into constructed style sheets and the CSSOM, which it allows.
 */

/** Stands in for `document` where xterm.js makes its elements. */
export function sheetDocument(real: Document): Document {
  const createElement = elementMaker(real);
  return new Proxy(real, {
    get(target, property) {
      if (property === "createElement") return createElement;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/**
 * Calls `work` while `document.createElement` itself makes such elements: some parts of xterm.js ask the
 * window's document whatever they are given, though only while a terminal opens.
 */
export function withSheets(real: Document, work: () => void): void {
  real.createElement = elementMaker(real) as Document["createElement"];
  try {
    work();
  } finally {
    Reflect.deleteProperty(real, "createElement");
  }
}

function elementMaker(real: Document) {
  const create = Document.prototype.createElement.bind(real);
  return (name: string, options?: ElementCreationOptions): HTMLElement => {
    if (name === "style") return sheetElement(real);
    const element = create(name, options);
    if (name === "span") element.setAttribute = setAttribute;
    return element;
  };
}

/** An inert element whose text becomes a style sheet, for as long as it is not removed. */
function sheetElement(real: Document): HTMLElement {
  const element = real.createElement("template");
  const sheet = new CSSStyleSheet();
  real.adoptedStyleSheets.push(sheet);
  let text = "";
  Object.defineProperty(element, "textContent", {
    get: () => text,
    set(css: string) {
      text = css;
      sheet.replaceSync(css);
    },
  });
  element.remove = () => {
    real.adoptedStyleSheets = real.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}

function setAttribute(this: HTMLElement, name: string, value: string): void {
  if (name === "style") this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
}
