/** A figure as a share of a baseline that was measured in the same run: machines are noisy, shares are less so. */
export interface Ratio {
  /** What is compared with what. */
  name: string;
  value: number;
  baseline: number;
  /** `value / baseline`, or a difference where the name says so. */
  ratio: number;
  /** The most that it should be. */
  limit: number;
}

/** `value` as a share of `baseline`. */
export function ratio(name: string, value: number, baseline: number, limit: number): Ratio {
  return { name, value, baseline, ratio: value / baseline, limit };
}

/** How many points (hundredths) `value` is above `baseline`. Both are shares. */
export function pointsAbove(name: string, value: number, baseline: number, limit: number): Ratio {
  return { name, value, baseline, ratio: (value - baseline) * 100, limit };
}

/** A Markdown table. */
export function table(ratios: Ratio[]): string {
  const number = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
  const rows = ratios.map(
    ({ name, value, baseline, ratio: share, limit }) =>
      `| ${name} | ${number(value)} | ${number(baseline)} | ${number(share)} | ${number(limit)} | ${share <= limit ? "yes" : "NO"} |`,
  );
  return [
    "| ratio | value | baseline | ratio | at most | held |",
    "|---|---:|---:|---:|---:|---|",
    ...rows,
    "",
  ].join("\n");
}
