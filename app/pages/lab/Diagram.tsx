import { differences } from "../../state/lab/difference";
import type { Slot } from "../../state/lab/lab-types";
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
  const count = useLab(({ left, right }) => {
    if (!left || !right) return 0;
    return slot === "left"
      ? differences(left.layers, right.layers).size
      : differences(right.layers, left.layers).size;
  });
  const { chooseSlot } = useLabActions();
  return (
    <div className="world-head">
      <button type="button" className="world-choice" aria-pressed={chosen} onClick={() => chooseSlot(slot)}>
        {title}
      </button>
      <span className="world-differs number">
        {count > 0 ? `${formatThings(count, "layer")} differ` : "the same"}
      </span>
    </div>
  );
}
