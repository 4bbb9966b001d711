/** How many of a layer's namespaces are its own. */
import type { Inspection } from "../../../state/lab/lab-types";

/** `6 its own`, or that all are shared. */
export function namespaceNote(namespaces: Inspection["namespaces"]): string {
  const own = namespaces.filter(({ shared }) => !shared).length;
  return own === 0 ? "none its own" : `${own} its own`;
}
