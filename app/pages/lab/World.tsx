import { useCallback, useMemo } from "react";
import { pictureOf } from "../../diagram/layout/picture-of";
import { differences } from "../../state/lab/difference";
import type { Slot, WorldView } from "../../state/lab/lab-types";
import { type StackHandle, StackView } from "../../ui/stack/StackView";
import { useLab, useLabActions } from "./context";
import { EmptyWorld } from "./EmptyWorld";
import { tell } from "./telling";
import { useFlashes } from "./use-flashes";
import { useView, useViewStore } from "./view";
import { WorldTable } from "./WorldTable";

const NAMES: Readonly<Record<Slot, string>> = { left: "Stack", right: "Second stack" };
const OTHER: Readonly<Record<Slot, Slot>> = { left: "right", right: "left" };
const AMOUNTS_ORIGIN = {
  origin: "modelled",
  how: "Strata’s model; select a layer to see where each figure comes from.",
} as const;
const NO_STORY: WorldView["head"]["story"] = [];

export interface WorldProps {
  slot: Slot;
  /** The picture fills its place and is panned in it; otherwise it is as high as it needs. */
  fills: boolean;
}

/** One world, as its picture, its table, or an invitation to begin. */
export function World({ slot, fills }: WorldProps) {
  const { pictures } = useViewStore();
  const shows = useView((state) => state.shows);
  const layers = useLab((state) => state[slot]?.layers);
  const area = useCallback(
    (element: HTMLElement | null) => pictures.putArea(slot, element),
    [pictures, slot],
  );
  if (!layers) return null;
  return (
    <div className="world" ref={area}>
      {layers.length === 0 && <EmptyWorld slot={slot} />}
      {layers.length > 0 && shows === "table" && (
        <WorldTable slot={slot} name={NAMES[slot]} layers={layers} />
      )}
      {layers.length > 0 && shows === "picture" && <WorldPicture slot={slot} fills={fills} layers={layers} />}
    </div>
  );
}

function WorldPicture({ slot, fills, layers }: WorldProps & { layers: WorldView["layers"] }) {
  const { pictures } = useViewStore();
  const size = useView((state) => state.size);
  const found = useView((state) => state.found);
  const held = useView((state) => (state.held?.slot === slot ? state.held : null));
  const selected = useLab((state) => (state.slot === slot ? state.selected : null));
  const chapter = useLab((state) => (state.slot === slot ? state.chapter : null));
  const story = useLab((state) => state[slot]?.head.story ?? NO_STORY);
  const others = useLab((state) => state[OTHER[slot]]?.layers);
  const { select } = useLabActions();

  const picture = useMemo(() => pictureOf(layers), [layers]);
  const telling = useMemo(() => tell(picture, story, chapter), [picture, story, chapter]);
  const differing = useMemo(() => (others ? differences(layers, others) : null), [layers, others]);
  const flashes = useFlashes(slot, picture.standIns);
  const handle = useCallback(
    (found: StackHandle | null) => pictures.putHandle(slot, found),
    [pictures, slot],
  );

  return (
    <StackView
      name={NAMES[slot]}
      picture={picture}
      size={size}
      origin={AMOUNTS_ORIGIN}
      selected={selected}
      onSelect={(id) => select(slot, id)}
      revealed={telling.revealed}
      told={telling.told}
      found={found}
      differences={differing}
      drop={held?.target ? { id: held.target, allowed: held.allowed } : null}
      flashes={flashes}
      fills={fills}
      handle={handle}
    />
  );
}
