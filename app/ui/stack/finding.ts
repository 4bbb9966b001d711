/** Finding layers by name: pure. */
import type { TableRow } from "../../diagram/layout/table-of";

/**
 * The layers in which every word of the query occurs, be it in the name, in what it is, or in its state: those whose
 * name begins with the query first, then those whose name contains it, then the others, each bottom-up.
 */
export function findLayers(rows: readonly TableRow[], query: string): TableRow[] {
  const text = query.trim().toLowerCase();
  if (text === "") return [];
  const words = text.split(/\s+/);
  const ranks: [TableRow[], TableRow[], TableRow[]] = [[], [], []];
  for (const row of rows) {
    const about = `${row.name} ${row.what} ${row.state} ${row.id}`.toLowerCase();
    if (!words.every((word) => about.includes(word))) continue;
    const name = row.name.toLowerCase();
    ranks[name.startsWith(text) ? 0 : name.includes(text) ? 1 : 2].push(row);
  }
  return ranks.flat();
}

/** Where an arrow key leads in a list of options, around its ends; `null` for other keys. @param at -1 for none */
export function nextOption(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return at <= 0 ? count - 1 : at - 1;
  return null;
}
