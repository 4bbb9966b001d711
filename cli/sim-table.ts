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

/** Where durations come from: one line for each source, with the phases that follow from it. */
function originLines(costs: SimReport["costs"], byId: ReadonlyMap<string, ReportedLayer>): string[] {
  const bySource = new Map<string, Map<string, Set<string>>>();
  for (const { origin, source, phases } of costs) {
    const heading = `${origin}: ${source}`;
    const layers = bySource.get(heading) ?? new Map<string, Set<string>>();
    bySource.set(heading, layers);
    for (const phase of phases) {
      const at = phase.indexOf(": ");
      const layer = phase.slice(0, at);
      layers.set(layer, (layers.get(layer) ?? new Set()).add(phase.slice(at + 2)));
    }
  }
  if (bySource.size === 0) return [];
  const lines = [...bySource].flatMap(([heading, layers]) => {
    const byPhases = new Map<string, string[]>();
    for (const [layer, phases] of layers) {
      const order = Object.keys(byId.get(layer)?.phasesMs ?? {});
      const names = [...phases].sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(", ");
      byPhases.set(names, [...(byPhases.get(names) ?? []), layer]);
    }
    return [`  ${heading}`, ...[...byPhases].map(([names, layers]) => `    ${layers.join(", ")}: ${names}`)];
  });
  return ["Durations follow from", ...lines, ""];
}

/** Layers bottom to top, indented by what they stand on, then the phases of all starts, sums, and what happened. */
export function simTable({ timeMs, layers, events, costs }: SimReport): string {
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
    ...originLines(costs, byId),
    `Time: ${duration(timeMs)}. Where each figure comes from, one by one: --json, and app/sim/costs.`,
    "",
  ].join("\n");
}
