/** What changed from one view of a world to the next. */
import type { Happening, LayerView } from "../../sim/index";
import type { Mark, ViewPatch, WorldHead } from "../protocol";
import { same } from "./same";

/** What a slot's views were made of last: the next patch says what differs from it. */
export class ViewStream {
  #order: readonly string[] = [];
  #layers = new Map<string, LayerView>();
  #marks: readonly Mark[] = [];

  /** The patch from the last view to this one. */
  next(head: WorldHead, layers: readonly LayerView[], happened: readonly Happening[]): ViewPatch {
    const changed = layers.filter((layer) => !same(this.#layers.get(layer.id), layer));
    const order = layers.map(({ id }) => id);
    const reordered =
      order.length !== this.#order.length || order.some((id, index) => id !== this.#order[index]);
    if (reordered) this.#layers = new Map(layers.map((layer) => [layer.id, layer]));
    else for (const layer of changed) this.#layers.set(layer.id, layer);
    this.#order = order;
    return { head, ...(reordered ? { order } : {}), changed, ...this.#marksOf(happened) };
  }

  #marksOf(happened: readonly Happening[]): Pick<ViewPatch, "marksKept" | "marks"> {
    const begun = happened.findIndex(({ at }) => at >= 0);
    const ours = begun < 0 ? [] : happened.slice(begun);
    const differs = ours.findIndex((happening, index) => !sameMark(this.#marks[index], happening));
    const marksKept = differs < 0 ? ours.length : differs;
    const marks = ours.slice(marksKept).map(markOf);
    if (marks.length > 0 || marksKept < this.#marks.length)
      this.#marks = [...this.#marks.slice(0, marksKept), ...marks];
    return { marksKept, marks };
  }
}

function markOf({ id, at, layer, what, text }: Happening): Mark {
  return { id, at, layer, what, text };
}

function sameMark(mark: Mark | undefined, { id, at, layer, what, text }: Happening): boolean {
  return (
    mark?.id === id && mark.at === at && mark.layer === layer && mark.what === what && mark.text === text
  );
}
