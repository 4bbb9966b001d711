/** The pictures on the page, for those who point into them: a drag from the palette, an export, a search. */
import type { Slot } from "../../state/lab/lab-types";
import type { StackHandle } from "../../ui/stack/StackView";

export interface PointedAt {
  readonly slot: Slot;
  /** Thing of the picture; null: beside all of them. */
  readonly item: string | null;
}

/** Where the pictures are while they are on the page. */
export class Pictures {
  readonly #areas = new Map<Slot, HTMLElement>();
  readonly #handles = new Map<Slot, StackHandle>();

  /** Tells where a world is shown; null: not any more. */
  putArea(slot: Slot, area: HTMLElement | null): void {
    if (area) this.#areas.set(slot, area);
    else this.#areas.delete(slot);
  }

  /** Tells how a picture is reached; null: there is none, but a table perhaps. */
  putHandle(slot: Slot, handle: StackHandle | null): void {
    if (handle) this.#handles.set(slot, handle);
    else this.#handles.delete(slot);
  }

  handle(slot: Slot): StackHandle | null {
    return this.#handles.get(slot) ?? null;
  }

  /** The world and the thing at a place of the window (px); null: no world is there. */
  at(clientX: number, clientY: number): PointedAt | null {
    for (const [slot, area] of this.#areas) {
      const { left, right, top, bottom } = area.getBoundingClientRect();
      if (clientX < left || clientX > right || clientY < top || clientY > bottom) continue;
      return { slot, item: this.handle(slot)?.itemAt(clientX, clientY) ?? null };
    }
    return null;
  }
}
