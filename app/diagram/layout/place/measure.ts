/** How much width things need at least, and what stands for a row that has no room. */
import type { Plan } from "../plan";
import { gatherRow } from "./gather";
import type { Measures } from "./measures";

/** A thing with its needs. */
export interface Node {
  readonly plan: Plan;
  /** Least width, px. */
  readonly least: number;
  /** Share of the width among its neighbours. */
  readonly weight: number;
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
  /** Columns of things that stand beside each other, at the row's widest. */
  readonly columns: number;
}

/** Measures things that stand side by side. @param detail whether rows inside may be gathered */
export function measureRow(plans: readonly Plan[], measures: Measures, detail = true): Row {
  const choice = detail ? gatherRow(plans, measures) : null;
  if (choice?.when === "always") return measureRow(choice.plans, measures, false);
  const nodes = plans.map((plan) => measureNode(plan, measures, detail));
  const full = rowWidth(nodes, measures);
  const gathered = choice === null ? null : measureRow(choice.plans, measures, false);
  const least = Math.min(full, gathered?.least ?? full);
  const columns = nodes.reduce((sum, { weight }) => sum + weight, 0);
  return { nodes, full, least, gathered, columns };
}

const rowWidth = (nodes: readonly Node[], { gap }: Measures) =>
  nodes.reduce((sum, { least }) => sum + least, 0) + Math.max(0, nodes.length - 1) * gap;

function measureNode(plan: Plan, measures: Measures, detail: boolean): Node {
  if (plan.kind === "gathering")
    return {
      plan,
      row: EMPTY,
      least: measures.leastGathering,
      weight: plan.weight ?? gatheringWeight(plan.cells.length),
    };
  const shared = plan.kind === "band" && plan.thing.role === "image";
  const row = measureRow(plan.kind === "band" ? plan.above : plan.inside, measures, detail && !shared);
  const columns = Math.max(1, row.columns);
  const pad = plan.kind === "frame" ? 2 * measures.leastInset : 0;
  const floor = plan.kind === "frame" ? measures.leastFrame(plan.thing.role) : measures.leastBand(plan.thing);
  const weight = plan.weight ?? (plan.kind === "frame" ? Math.sqrt(columns) : columns);
  return { plan, row, least: Math.max(row.least + pad, floor), weight };
}

const EMPTY: Row = { nodes: [], full: 0, least: 0, gathered: null, columns: 0 };

/** Many cells take more room than few, but not in proportion. */
const gatheringWeight = (cells: number) => Math.min(8, Math.max(2, Math.sqrt(cells)));
