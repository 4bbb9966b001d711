/** For tests: shares of processors, disks and networks, worked out anew by pouring drop by drop. */
import type { FlowJob, FlowNode } from "../../core/flow";
import { add, type Book } from "./book";

const JOB_WEIGHT = 100;
const TOLERANCE = 1e-6;

/** Somebody who gets a share. */
interface Vessel {
  readonly weight: number;
  readonly limit: number;
  readonly pour: (amount: number) => void;
}

/** Pours an amount into vessels by weight; what one cannot hold goes to the others, round after round. */
function share(vessels: readonly Vessel[], amount: number): void {
  let open = vessels.filter(({ limit }) => limit > 0);
  const got = new Map<Vessel, number>();
  let left = amount;
  while (open.length > 0) {
    const weights = open.reduce((sum, { weight }) => sum + weight, 0);
    const full = open.filter(({ weight, limit }) => limit * weights <= left * weight);
    if (full.length === 0) {
      for (const vessel of open) got.set(vessel, (left * vessel.weight) / weights);
      break;
    }
    for (const vessel of full) {
      got.set(vessel, vessel.limit);
      left -= vessel.limit;
    }
    open = open.filter((vessel) => !full.includes(vessel));
  }
  for (const vessel of vessels) vessel.pour(got.get(vessel) ?? 0);
}

class Water {
  readonly #below: ReadonlyMap<number | string, FlowNode[]>;
  readonly #jobs: ReadonlyMap<number | string, FlowJob[]>;
  readonly rates = new Map<number, number>();

  constructor(book: Book) {
    this.#below = book.group("flow-node", ({ parent }) => parent ?? 0);
    this.#jobs = book.group("flow-job", ({ node }) => node);
  }

  #limit({ id, cap, frozen }: FlowNode): number {
    if (frozen) return 0;
    let wants = 0;
    for (const job of this.#jobs.get(id) ?? []) wants += job.cap ?? Number.POSITIVE_INFINITY;
    for (const node of this.#below.get(id) ?? []) wants += this.#limit(node);
    return Math.min(wants, cap ?? wants);
  }

  pour(node: FlowNode, amount: number): void {
    const vessels = [
      ...(this.#jobs.get(node.id) ?? []).map(({ id, cap }) => ({
        weight: JOB_WEIGHT,
        limit: cap ?? Number.POSITIVE_INFINITY,
        pour: (part: number) => void this.rates.set(id, part),
      })),
      ...(this.#below.get(node.id) ?? []).map((child) => ({
        weight: child.weight,
        limit: this.#limit(child),
        pour: (part: number) => this.pour(child, part),
      })),
    ];
    if (vessels.length > 0) share(vessels, amount);
  }

  fill(root: FlowNode): void {
    this.pour(root, this.#limit(root));
  }
}

function checkCaps(book: Book, rates: ReadonlyMap<number, number>): void {
  const sums = new Map<number, number>();
  for (const job of book.all("flow-job")) {
    const seen = new Set<number>();
    for (
      let at: FlowNode | undefined = book.get("flow-node", job.node);
      at;
      at = book.get("flow-node", at.parent)
    ) {
      if (seen.has(at.id)) break;
      seen.add(at.id);
      add(sums, at.id, rates.get(job.id) ?? 0);
    }
  }
  for (const [id, sum] of sums) {
    const { cap, frozen } = book.get("flow-node", id) ?? { cap: 0, frozen: false };
    const most = frozen ? 0 : (cap ?? Number.POSITIVE_INFINITY);
    book.hold(
      sum <= most + TOLERANCE * Math.max(1, most),
      () => `flow node ${id} gives out ${sum} of ${most}`,
    );
  }
}

function checkOwners(book: Book): void {
  const owners = new Map<number, number>();
  for (const { job } of book.all("process")) if (job !== null) add(owners, job, 1);
  for (const { job } of book.all("work")) if (job !== null) add(owners, job, 1);
  for (const { job } of book.all("migration")) if (job !== null) add(owners, job, 1);
  for (const { id } of book.all("flow-job"))
    book.hold(owners.get(id) === 1, () => `flow job ${id} belongs to ${owners.get(id) ?? 0} who work`);
  for (const id of owners.keys()) book.refer("flow-job", id, () => "somebody at work");
}

/** Trees of shares: their nodes, jobs and rates. */
export function checkFlows(book: Book): void {
  const trees = book.group("flow-tree", ({ node }) => node);
  for (const { id, parent, jobs } of book.all("flow-node")) {
    if (parent === null)
      book.hold(trees.get(id)?.length === 1, () => `flow node ${id} is the root of no tree`);
    else book.refer("flow-node", parent, () => `flow node ${id}`);
    book.hold(jobs >= 0, () => `flow node ${id} counts ${jobs} jobs`);
  }
  const counts = new Map<number, number>();
  for (const { id, node } of book.all("flow-job")) {
    book.refer("flow-node", node, () => `flow job ${id}`);
    add(counts, node, 1);
  }
  for (const { id, jobs } of book.all("flow-node"))
    book.hold(
      jobs === (counts.get(id) ?? 0),
      () => `flow node ${id} counts ${jobs} jobs, not ${counts.get(id) ?? 0}`,
    );
  const water = new Water(book);
  for (const { node, dirty } of book.all("flow-tree")) {
    const root = book.get("flow-node", node);
    book.hold(root !== undefined && !dirty, () => `the shares of tree ${node} are not worked out`);
    if (root) water.fill(root);
  }
  const kept = new Map<number, number>();
  for (const { id, stream } of book.all("flow-job")) {
    const rate = book.get("flow-stream", stream)?.rate ?? Number.NaN;
    const right = water.rates.get(id) ?? Number.NaN;
    kept.set(id, rate);
    book.hold(
      Math.abs(rate - right) <= TOLERANCE * Math.max(1, right),
      () => `flow job ${id} gets ${rate}, not ${right}`,
    );
  }
  checkCaps(book, kept);
  checkOwners(book);
  for (const { id, phase, layer } of book.all("work"))
    if (phase !== null)
      book.hold(book.get("phase", phase)?.layer === layer, () => `work ${id} is in no phase of its layer`);
}
