/** How much width things need at least, and what stands for a row that has no room. */
import type { GatheringPlan, Plan } from "../plan";
import { gatherRow } from "./gather";
import type { Measures } from "./measures";

/** A thing with its needs. */
export interface Node {
  readonly plan: Plan;
  /** Least width, px. */
  readonly least: number;
  /** Width at which everything in it can be read, px: at least `least`. */
  readonly wished: number;
  /** Share of the width among its neighbours. */
  readonly weight: number;
  /** Things that stand beside each other in it or on it, at the widest. */
  readonly columns: number;
  readonly row: Row;
}

/** Things side by side. */
export interface Row {
  readonly nodes: readonly Node[];
  /** Least width of these nodes, px. */
  readonly full: number;
  /** Least width with or without gathering, px. */
  readonly least: number;
  /** The same with many alike gathered; `null` where there is nothing to gather. */
  readonly gathered: Row | null;
  /** Of all nodes together. */
  readonly columns: number;
}

/** Measures things that stand side by side. @param detail whether rows inside may be gathered */
export function measureRow(plans: readonly Plan[], measures: Measures, detail = true): Row {
  const choice = detail ? gatherRow(plans, measures) : null;
  if (choice?.when === "always") return measureRow(choice.plans, measures, false);
  const nodes = asEquals(plans.map((plan) => measureNode(plan, measures, detail)));
  const full = rowWidth(nodes, measures);
  const gathered = choice === null ? null : measureRow(choice.plans, measures, false);
  const least = Math.min(full, gathered?.least ?? full);
  const columns = nodes.reduce((sum, node) => sum + node.columns, 0);
  return { nodes, full, least, gathered, columns };
}

const rowWidth = (nodes: readonly Node[], measures: Measures) =>
  nodes.reduce((sum, { least }) => sum + least, 0) + Math.max(0, nodes.length - 1) * gapOf(nodes, measures);

/** Distance between neighbours, px: boundaries need more of it than bands, machines the most. */
export function gapOf(nodes: readonly Node[], { gap, frameGap, groundGap }: Measures): number {
  if (nodes.some(({ plan }) => plan.thing.role === "hardware")) return groundGap;
  return nodes.some(({ plan }) => plan.kind === "frame") ? frameGap : gap;
}

function measureNode(plan: Plan, measures: Measures, detail: boolean): Node {
  if (plan.kind === "gathering") {
    const weight = plan.weight ?? gatheringWeight(plan.cells.length);
    const least = measures.leastGathering;
    return { plan, row: EMPTY, least, wished: least, weight, columns: weight };
  }
  const shared = plan.kind === "band" && plan.thing.role === "image";
  const row = measureRow(plan.kind === "band" ? plan.above : plan.inside, measures, detail && !shared);
  const columns = columnsOf(plan, row);
  const frame = plan.kind === "frame";
  const pad = frame ? 2 * measures.leastInset(plan.thing.role) : 0;
  const floor = leastOf(plan, measures);
  const weight = plan.weight ?? columns;
  const least = Math.max(row.least + pad, floor);
  const own = plan.kind === "band" ? measures.wishedBand(plan.thing) : 0;
  const wished = Math.max(least, own, wishedRow(row, measures) + pad);
  return { plan, row, least, wished, weight, columns };
}

/** Boundaries that stand side by side wish for the same width. */
function asEquals(nodes: readonly Node[]): readonly Node[] {
  const frames = nodes.filter(({ plan }) => plan.kind === "frame");
  if (frames.every(({ least, wished }) => least === wished)) return nodes;
  const wished = Math.max(...frames.map((frame) => frame.wished));
  return nodes.map((node) => (node.plan.kind === "frame" ? { ...node, wished } : node));
}

/** Width at which everything in a row can be read. */
function wishedRow({ nodes }: Row, measures: Measures): number {
  const gaps = Math.max(0, nodes.length - 1) * gapOf(nodes, measures);
  return nodes.reduce((sum, { wished }) => sum + wished, gaps);
}

/** Least width of a thing itself, px, in whole ones; what is not drawn needs none. */
function leastOf(plan: Exclude<Plan, GatheringPlan>, measures: Measures): number {
  if (plan.kind === "span") return 0;
  if (plan.least !== undefined) return Math.round(plan.least * measures.unit);
  return plan.kind === "frame" ? measures.leastFrame(plan.thing.role) : measures.leastBand(plan.thing);
}

const EMPTY: Row = { nodes: [], full: 0, least: 0, gathered: null, columns: 0 };

/** A thing that was given a share of its own, and on which nothing stands, is a margin of what is beside it. */
const MARGINAL = 0.4;

/** Machines are wider the more is in them, but not in proportion: one of three must not look like a third. */
function columnsOf(plan: Plan, row: Row): number {
  if (row.nodes.length === 0) return plan.weight === undefined ? 1 : MARGINAL;
  const machine = plan.thing.role === "vm" || plan.thing.role === "hardware";
  return machine ? Math.sqrt(Math.max(1, row.columns)) : Math.max(1, row.columns);
}

/** Many cells take more room than few, but not in proportion. */
const gatheringWeight = (cells: number) => Math.min(8, Math.max(2, Math.sqrt(cells)));
