/** The report of `npm run -s sim` as text for a person. */
import type { ReportedLayer, SimReport } from "./sim-report";

const MS_PER_S = 1000;
/** Columns of words; those after them hold figures. */
const LEFT_COLUMNS = 4;
const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** Bytes in decimal units, as disks are sold: `2.1 GB`; `-` for none. */
function bytes(count: number): string {
  if (count === 0) return "-";
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 || unit === 0 ? value.toFixed(0) : value.toPrecision(2)} ${UNITS[unit]}`;
}

/** A duration: `58 ms`, `72 s`. */
function duration(ms: number | null): string {
  if (ms === null) return "-";
  if (ms < MS_PER_S) return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
  return `${(ms / MS_PER_S).toFixed(ms < 10 * MS_PER_S ? 1 : 0)} s`;
}

function depth(layer: ReportedLayer, byId: ReadonlyMap<string, ReportedLayer>): number {
  const below = layer.within ?? layer.on;
  const found = below === null ? undefined : byId.get(below);
  return found === undefined ? 0 : depth(found, byId) + 1;
}

/** Lines of cells in columns: words to the left, figures to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < LEFT_COLUMNS ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** Layers bottom to top, indented by what they stand on, then the phases of all starts, sums, and what happened. */
export function simTable({ timeMs, layers, events }: SimReport): string {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const rows = layers.map((layer) => [
    `${"  ".repeat(depth(layer, byId))}${layer.label}`,
    layer.id,
    layer.kind,
    layer.compromised ? `${layer.state}, compromised` : layer.state,
    duration(layer.readyMs),
    layer.cpu === 0 ? "-" : layer.cpu.toFixed(2),
    bytes(layer.memoryBytes),
    bytes(layer.diskBytes),
  ]);
  const whole = layers.filter(({ within }) => within === null);
  const sum = (of: (layer: ReportedLayer) => number, kinds: (kind: string) => boolean = () => true) =>
    whole.filter(({ kind }) => kinds(kind)).reduce((total, layer) => total + of(layer), 0);
  const starts = layers.filter(({ phasesMs, within }) => within === null && Object.keys(phasesMs).length > 0);
  return [
    ...columns([["layer", "id", "kind", "state", "ready in", "cpus", "memory", "disk"], ...rows]),
    "",
    `All layers: memory ${bytes(sum(({ memoryBytes }) => memoryBytes))}, disk ${bytes(sum(({ diskBytes }) => diskBytes))}; ` +
      `guest operating systems: disk ${bytes(
        sum(
          ({ diskBytes }) => diskBytes,
          (kind) => kind === "guest-os",
        ),
      )}`,
    "",
    ...starts.map(
      ({ id, phasesMs }) =>
        `${id}: ${Object.entries(phasesMs)
          .map(([phase, ms]) => `${phase} ${duration(ms)}`)
          .join(", ")}`,
    ),
    ...(starts.length === 0 ? [] : [""]),
    ...events.map(({ at, layer, text }) => `${duration(at).padStart(8)}  ${layer}: ${text}`),
    ...(events.length === 0 ? [] : [""]),
    `Time: ${duration(timeMs)}. Modelled; where each figure comes from is told in app/sim/costs.`,
    "",
  ].join("\n");
}
