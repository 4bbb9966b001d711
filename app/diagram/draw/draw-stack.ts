/** Draws a laid-out stack into an SVG element. Idempotent: the same layout leaves the same picture. */
import { type Selection, select } from "d3-selection";
import "d3-transition";
import type { Band, Frame, StackLayout } from "../layout/layout-stack";
import { definePatterns, type PatternName, patternUrl } from "./patterns";
import { closedFrame, failedMark, openFrame, sharedEdge, workingMark } from "./shapes";

export interface DrawOptions {
  /** Makes ids unique among the pictures of a page. */
  prefix: string;
  /** Milliseconds that bands take to move to their places; 0 for none. */
  motionMs: number;
  /** Pixels per rem over 16. */
  unit: number;
}

type Group<Datum> = Selection<SVGGElement, Datum, SVGGElement, unknown>;

const PATTERNS: Partial<Record<Band["role"], PatternName>> = {
  userland: "dots",
  image: "dots",
  hypervisor: "hatch",
  engine: "chevrons",
};

/** Roles whose pattern covers the left edge only, so that the label stays on plain ground. */
const EDGED = new Set<Band["role"]>(["hypervisor", "engine"]);

/** Draws frames and bands, joined by their ids; bands that moved glide unless motion is 0. */
export function drawStack(element: SVGSVGElement, layout: StackLayout, options: DrawOptions): void {
  const svg = select(element);
  svg.attr("viewBox", `0 0 ${layout.width} ${layout.height}`);
  svg.attr("width", layout.width).attr("height", layout.height);
  definePatterns(svg, options.prefix);
  drawBands(layer(svg, "bands"), layout.bands, options);
  drawFrames(layer(svg, "frames"), layout.frames, options);
}

function layer(svg: Selection<SVGSVGElement, unknown, null, undefined>, name: string) {
  const found = svg.select<SVGGElement>(`g.${name}`);
  return found.empty() ? svg.append("g").attr("class", name) : found;
}

function drawFrames(
  parent: Selection<SVGGElement, unknown, null, undefined>,
  frames: Frame[],
  { unit }: DrawOptions,
): void {
  const joined = parent
    .selectAll<SVGGElement, Frame>("g.frame")
    .data(frames, (frame) => frame.id)
    .join((enter) => {
      const group = enter.append("g");
      for (const part of ["outer", "inner"]) group.append("path").attr("class", part);
      return group;
    })
    .attr("class", ({ kind }) => `frame frame-${kind}`);
  const radius = 8 * unit;
  part(joined, "path.outer").attr("d", (frame) =>
    frame.kind === "vm" ? closedFrame(frame, radius) : openFrame(frame, radius),
  );
  part(joined, "path.inner").attr("d", (frame) =>
    frame.kind === "vm" ? closedFrame(shrunk(frame, 3 * unit), radius - 2) : sharedEdge(frame),
  );
}

const shrunk = ({ x, y, width, height }: Frame, by: number) => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

function drawBands(
  parent: Selection<SVGGElement, unknown, null, undefined>,
  bands: Band[],
  options: DrawOptions,
): void {
  const joined = parent
    .selectAll<SVGGElement, Band>("g.band")
    .data(bands, (band) => band.id)
    .join(
      (enter) => enterBands(enter.append("g"), options),
      (update) => update,
      (exit) => exit.interrupt("place").remove(),
    )
    .attr("class", ({ role, state }) => `band role-${role} state-${state}`);
  moveBands(joined, options.motionMs);
  sizeBands(joined, options);
  part(joined, "text.label")
    .text(({ label }) => label)
    .attr("x", ({ labelX }) => labelX)
    .attr("text-anchor", ({ centred }) => (centred ? "middle" : null))
    .attr("y", ({ height }) => height / 2);
  part(joined, "text.note")
    .text(({ note }) => note)
    .attr("x", ({ noteX }) => noteX)
    .attr("y", ({ height }) => height / 2);
  part(joined, "path.mark")
    .attr("d", (band) => (band.marked ? markOf(band, options.unit) : null))
    .attr("transform", ({ labelX }) => `translate(${labelX - 16 * options.unit}, 0)`);
}

const markOf = ({ state, height }: Band, unit: number) =>
  state === "failed" ? failedMark(height, unit) : workingMark(height, unit);

function enterBands(entered: Group<Band>, { prefix }: DrawOptions): Group<Band> {
  entered.attr("transform", place);
  entered.append("rect").attr("class", "body");
  entered.append("rect").attr("class", "pattern");
  entered.append("rect").attr("class", "base");
  entered.append("rect").attr("class", "off").attr("fill", patternUrl(prefix, "stripes"));
  entered.append("rect").attr("class", "ring");
  entered.append("path").attr("class", "mark");
  entered.append("text").attr("class", "label").attr("dominant-baseline", "central");
  entered
    .append("text")
    .attr("class", "note")
    .attr("dominant-baseline", "central")
    .attr("text-anchor", "end");
  return entered;
}

/** Glides bands to their places; a call in between takes over from where they are. */
function moveBands(bands: Group<Band>, motionMs: number): void {
  const moved = bands.filter(function (band) {
    return this.getAttribute("transform") !== place(band);
  });
  if (motionMs > 0) moved.transition("place").duration(motionMs).attr("transform", place);
  else moved.interrupt("place").attr("transform", place);
}

function sizeBands(bands: Group<Band>, { prefix, unit }: DrawOptions): void {
  for (const name of ["body", "off"]) {
    part(bands, `.${name}`).attr("width", width).attr("height", height);
  }
  for (const name of ["body", "off", "ring"]) part(bands, `.${name}`).attr("rx", radiusOf(unit));
  part(bands, ".pattern")
    .attr("fill", ({ role, state }) =>
      patternUrl(prefix, PATTERNS[role] ?? "dots", state === "idle" || state === "off"),
    )
    .attr("display", ({ role }) => (PATTERNS[role] ? null : "none"))
    .attr("x", 1.5)
    .attr("y", 1.5)
    .attr("width", (band) => Math.max(0, EDGED.has(band.role) ? edgeWidth(band, unit) : band.width - 3))
    .attr("height", (band) => band.height - 3)
    .attr("rx", radiusOf(unit * 0.7));
  part(bands, ".base")
    .attr("display", ({ role }) => (role === "hardware" ? null : "none"))
    .attr("y", (band) => band.height - 4 * unit)
    .attr("width", width)
    .attr("height", 4 * unit)
    .attr("rx", 2 * unit);
  part(bands, ".ring")
    .attr("x", -2)
    .attr("y", -2)
    .attr("width", (band) => band.width + 4)
    .attr("height", (band) => band.height + 4);
}

const edgeWidth = (band: Band, unit: number) => (band.width < 72 * unit ? 0 : 18 * unit);
const width = (band: Band) => band.width;
const height = (band: Band) => band.height;
const radiusOf = (unit: number) => (band: Band) => (band.role === "app" ? 12 : 4) * unit;
const place = ({ x, y }: { x: number; y: number }) => `translate(${x}, ${y})`;

/** One part of every group, with the group's datum handed down. */
function part<Datum>(groups: Group<Datum>, selector: string) {
  return groups.select<SVGGraphicsElement>(selector);
}
