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
