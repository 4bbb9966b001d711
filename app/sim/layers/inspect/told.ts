/** Telling where a figure comes from, in words. */
import type { Cost, Origin } from "../../costs/cost";

const BEGIN: Readonly<Record<Origin, string>> = {
  measured: "Measured with the real guest",
  cited: "Cited",
  modelled: "Modelled",
};

/** Costs that are told in full; more of them make no sentence. */
const MOST_TOLD = 4;

/** Where a figure comes from that follows from these costs; `otherwise`, if it follows from none. */
export function told(
  costs: readonly Cost[],
  otherwise: string,
): { readonly origin: Origin; readonly how: string } {
  if (costs.length === 0) return { origin: "modelled", how: otherwise };
  const origin = leastSure(costs);
  const notes = [...new Set(costs.map(({ note }) => note))].slice(0, MOST_TOLD).join(" ");
  const sources = [
    ...new Set(costs.filter((cost) => cost.origin !== "modelled").map(({ source }) => source)),
  ];
  const from = sources.length === 0 ? "" : ` (${sources.join("; ")})`;
  return { origin, how: `${BEGIN[origin]}${from}: ${notes}` };
}

/** What is partly estimated is an estimate. */
function leastSure(costs: readonly Cost[]): Origin {
  const has = (origin: Origin) => costs.some((cost) => cost.origin === origin);
  return has("modelled") ? "modelled" : has("cited") ? "cited" : "measured";
}
