import { useMemo } from "react";
import { differences } from "../../state/lab/difference";
import type { Slot, WorldView } from "../../state/lab/lab-types";
import { formatThings } from "../../ui/format";
import { useLab, useLabActions } from "./context";
import { World, type WorldProps } from "./World";

/** The world, or two of them side by side, of which one is the one to act on. */
export function Diagram({ fills }: Pick<WorldProps, "fills">) {
  const two = useLab((state) => state.right !== null);
  if (!two) return <World slot="left" fills={fills} />;
  return (
    <div className="two-worlds">
      {(["left", "right"] as const).map((slot) => (
        <div className="one-of-two" key={slot}>
          <WorldHead slot={slot} />
          <World slot={slot} fills={fills} />
        </div>
      ))}
    </div>
  );
}

/** Names one of two worlds, says how much differs, and makes it the one that is acted on. */
function WorldHead({ slot }: { slot: Slot }) {
  const title = useLab((state) => state[slot]?.head.title || "A world from nothing");
  const chosen = useLab((state) => state.slot === slot);
  const { chooseSlot } = useLabActions();
  return (
    <div className="world-head">
      <button type="button" className="world-choice" aria-pressed={chosen} onClick={() => chooseSlot(slot)}>
        {title}
      </button>
      {slot === "right" && <Differing />}
    </div>
  );
}

/** How many layers are only in one of the worlds, or not the same in both. */
function Differing() {
  const left = useLab((state) => state.left?.layers);
  const right = useLab((state) => state.right?.layers);
  const count = useMemo(() => (left && right ? differingLayers(left, right) : 0), [left, right]);
  return (
    <span className="world-differs number">
      {count === 0 ? "no difference" : formatThings(count, "difference")}
    </span>
  );
}

function differingLayers(left: WorldView["layers"], right: WorldView["layers"]): number {
  const onlyRight = [...differences(right, left).values()].filter((difference) => difference === "only-here");
  return differences(left, right).size + onlyRight.length;
}
