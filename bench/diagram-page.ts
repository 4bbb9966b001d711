/** The page's part of the diagram's benchmarks: what is timed there, by name. Bundled and sent by diagram.ts. */
import { drawScene } from "../app/diagram/draw/draw-scene";
import type { DrawState } from "../app/diagram/draw/draw-state";
import { layoutPicture } from "../app/diagram/layout/layout-picture";
import { pictureOf } from "../app/diagram/layout/picture-of";
import type { LayerView } from "../app/sim";
import "../app/ui/tokens.css";
import "../app/ui/base.css";
import "../app/diagram/draw/diagram.css";

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
const ROUNDS = 15;

/** How a world is looked at. */
export interface Look {
  readonly layers: readonly LayerView[];
  /** One of them, after a change. */
  readonly changed: LayerView;
  /** Closer looks leave more ungathered. */
  readonly zoom: number;
}

/** Medians, ms, each until the browser knows where everything is. */
export interface DiagramTimes {
  /** Elements of the picture. */
  readonly nodes: number;
  /** Writing as many bare elements with the same attributes and texts. */
  readonly bare: number;
  /** From layers to a drawing, into an empty element. */
  readonly first: number;
  /** From layers to a drawing after one change, over what is drawn. */
  readonly change: number;
}

declare global {
  var timeDiagram: (look: Look) => DiagramTimes;
}

const STATE: DrawState = {
  prefix: "bench",
  unit: 1,
  motionMs: 0,
  selected: null,
  current: null,
  revealed: null,
  told: new Set(),
  found: null,
  differences: null,
  drop: null,
  expanded: new Set(),
};

globalThis.timeDiagram = ({ layers, changed, zoom }) => {
  const worlds = [layers.map((layer) => (layer.id === changed.id ? changed : layer)), layers];
  const draw = (svg: SVGSVGElement, shown: readonly LayerView[]) =>
    drawScene(
      svg,
      layoutPicture(pictureOf(shown), { width: 1200, bandHeight: 32, unit: 1, size: "plain", zoom }),
      STATE,
    );

  const living = emptySvg();
  draw(living, layers);
  const recipes = recipesOf(living);
  const [bare, first, change]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(timedIn(emptySvg(), (svg) => write(recipes, svg)));
    first.push(timedIn(emptySvg(), (svg) => draw(svg, layers)));
    const next = worlds[round % 2] ?? layers;
    change.push(timed(living, () => draw(living, next)));
  }
  living.remove();
  return { nodes: recipes.length, bare: median(bare), first: median(first), change: median(change) };
};

function emptySvg(): SVGSVGElement {
  const svg = document.createElementNS(SVG_NAMESPACE, "svg");
  document.body.append(svg);
  return svg;
}

function timedIn(svg: SVGSVGElement, run: (svg: SVGSVGElement) => void): number {
  const time = timed(svg, () => run(svg));
  svg.remove();
  return time;
}

function timed(svg: SVGSVGElement, run: () => void): number {
  // What was done before is laid out before the clock starts.
  svg.getBoundingClientRect();
  const start = performance.now();
  run();
  svg.getBoundingClientRect();
  return performance.now() - start;
}

interface Recipe {
  readonly tag: string;
  /** Index of the recipe of the parent; -1 for the picture itself. */
  readonly parent: number;
  readonly attributes: readonly (readonly [string, string])[];
  readonly text: string | null;
}

function recipesOf(svg: SVGSVGElement): Recipe[] {
  const elements = [...svg.querySelectorAll("*")];
  const index = new Map(elements.map((element, at) => [element, at]));
  return elements.map((element) => ({
    tag: element.localName,
    parent: element.parentElement ? (index.get(element.parentElement) ?? -1) : -1,
    attributes: [...element.attributes].map(({ name, value }) => [name, value] as const),
    text: element.childElementCount === 0 ? element.textContent : null,
  }));
}

function write(recipes: readonly Recipe[], svg: SVGSVGElement): void {
  const made: Element[] = [];
  for (const { tag, parent, attributes, text } of recipes) {
    const element = document.createElementNS(SVG_NAMESPACE, tag);
    for (const [name, value] of attributes) element.setAttribute(name, value);
    if (text) element.textContent = text;
    made.push(element);
    (made[parent] ?? svg).appendChild(element);
  }
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? Number.NaN;
}
