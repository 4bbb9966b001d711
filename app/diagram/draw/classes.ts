/** The classes of an item: from these the style sheets know its role, how it is, and what it is meant to stand out for. */
import type { SceneItem } from "../layout/scene";

/** Who is shown, who was found. `null`: everybody. */
export interface Emphasis {
  readonly revealed: ReadonlySet<string> | null;
  readonly found: ReadonlySet<string> | null;
}

/** The class attribute of an item. A ghost tells neither what it will be nor how it is. */
export function classesOf(item: SceneItem, { revealed, found }: Emphasis): string {
  if (revealed !== null && !revealed.has(item.id)) return `item kind-${item.kind} ghost`;
  let classes = `item kind-${item.kind} role-${item.role} look-${item.look}`;
  if (item.kind === "cell" && item.label !== "") classes += " chip";
  if (item.compromised) classes += " compromised";
  if (found !== null && !found.has(item.id)) classes += " dim";
  return classes;
}
