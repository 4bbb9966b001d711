/** Label, note and the mark before the label: the text of an item. */
import type { SceneItem } from "../../layout/scene";
import { hasMark, markPath } from "../glyphs";
import type { Part } from "../part";

/** Distance from the middle of a mark to where the label starts, px at unit 1. */
const MARK_TO_LABEL = 11;

/** The text of an item, from its upper left corner; hidden from screen readers, which get the item's name. */
export function textParts(item: SceneItem, unit: number): Part[] {
  const parts: Part[] = [];
  if (item.marked && hasMark(item.look)) {
    const x = item.labelX - MARK_TO_LABEL * unit;
    parts.push({
      key: "mark",
      tag: "path",
      attributes: {
        class: item.look === "failed" ? "mark mark-line" : "mark",
        d: markPath(item.look, unit),
        transform: `translate(${x}, ${item.labelY})`,
      },
    });
  }
  const anchor = item.centred ? "middle" : null;
  const below = item.noteY !== item.labelY;
  if (item.label !== "") parts.push(line("label", item.label, item.labelX, item.labelY, anchor));
  if (item.note !== "") parts.push(line("note", item.note, item.noteX, item.noteY, below ? anchor : "end"));
  return parts;
}

function line(kind: "label" | "note", text: string, x: number, y: number, anchor: string | null): Part {
  return {
    key: kind,
    tag: "text",
    attributes: { class: kind, x, y, "text-anchor": anchor, "aria-hidden": "true" },
    text,
  };
}
