/** Figures of a layer as text. */

import type { Inspection } from "../../../state/lab/lab-types";
import { formatBytes, formatCount, formatTime } from "../../../ui/format";

type Figure = Inspection["figures"][number];

const PROCESSORS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** A value with its unit: `243 MB`, `18.2 s`, `0.5`, `1,024`. */
export function figureText({ value, unit }: Pick<Figure, "value" | "unit">): string {
  if (unit === "bytes") return formatBytes(value);
  if (unit === "ms") return formatTime(value);
  return unit === "cpus" ? PROCESSORS.format(value) : formatCount(value);
}
