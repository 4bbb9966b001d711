/** The bill of one world, or of two beside each other, row by row. */
import type { LabState } from "../../../state/lab/lab-types";
import { formatBytes, formatCount, formatRatio, formatTime } from "../../../ui/format";

type Bill = NonNullable<LabState["bills"]["left"]>;

export interface BillCell {
  /** `null`: there is nothing to say. */
  readonly text: string | null;
  /** A remark below, such as what part guests have. */
  readonly part: string | null;
  /** Its share of the larger of the two, from 0 to 1. */
  readonly share: number;
}

export interface BillRow {
  readonly name: string;
  /** What it is and how the model comes to it, one sentence. */
  readonly how: string;
  readonly cells: readonly BillCell[];
  /** The larger over the smaller, or `same`; `null` where there are not two that can be compared. */
  readonly ratio: string | null;
}

interface Line {
  readonly name: string;
  readonly how: string;
  value(bill: Bill): number | null;
  text(value: number): string;
  part?(bill: Bill): string | null;
}

function guests(bytes: number): string | null {
  return bytes > 0 ? `${formatBytes(bytes)} in guest systems` : null;
}

const LINES: readonly Line[] = [
  {
    name: "Kernels",
    how: "counted in the world shown: those that run or start.",
    value: (bill) => bill.kernels,
    text: formatCount,
  },
  {
    name: "Memory",
    how: "the sum of what the layers of the model hold, grants to virtual machines in full.",
    value: (bill) => bill.memoryBytes,
    text: formatBytes,
    part: (bill) => guests(bill.guestMemoryBytes),
  },
  {
    name: "Disk",
    how: "the sum of what the layers of the model hold; what several share counts once.",
    value: (bill) => bill.diskBytes,
    text: formatBytes,
    part: (bill) => guests(bill.guestDiskBytes),
  },
  {
    name: "Virtual machine start",
    how: "the longest last start of a virtual machine, from power-on until it is ready.",
    value: (bill) => bill.vmStartMs,
    text: formatTime,
  },
  {
    name: "Container start",
    how: "the longest last start of a container, from the client’s call until its program runs.",
    value: (bill) => bill.containerStartMs,
    text: formatTime,
  },
];

function ratioOf(values: readonly (number | null)[]): string | null {
  const [first, second] = values;
  if (typeof first !== "number" || typeof second !== "number") return null;
  if (first === second) return "same";
  const smaller = Math.min(first, second);
  return smaller > 0 ? formatRatio(Math.max(first, second) / smaller) : null;
}

/** Rows that have a figure in at least one of the worlds. */
export function billRows(bills: readonly Bill[]): BillRow[] {
  return LINES.flatMap(({ name, how, value, text, part }) => {
    const values = bills.map(value);
    if (values.every((each) => each === null)) return [];
    const largest = Math.max(...values.map((each) => each ?? 0));
    const cells = bills.map((bill, index) => {
      const amount = values[index] ?? null;
      return {
        text: amount === null ? null : text(amount),
        part: part?.(bill) ?? null,
        share: largest > 0 ? (amount ?? 0) / largest : 0,
      };
    });
    return [{ name, how, cells, ratio: ratioOf(values) }];
  });
}

/** What there is in a world, in a sentence: `4 kernels, 3 virtual machines, no containers`. */
export function countWords({ kernels, vms, containers }: Bill): string {
  const some = (count: number, one: string) =>
    count === 0 ? `no ${one}s` : `${formatCount(count)} ${one}${count === 1 ? "" : "s"}`;
  return [some(kernels, "kernel"), some(vms, "virtual machine"), some(containers, "container")].join(", ");
}
