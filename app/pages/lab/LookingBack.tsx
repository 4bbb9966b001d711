import { Button } from "../../ui/Button";
import { formatMoment } from "../../ui/format";
import { useLab, useLabActions } from "./context";

/** Says that a moment of the past is shown, and what can be done about it. */
export function LookingBack() {
  const at = useLab((state) => state[state.slot]?.head.at ?? 0);
  const now = useLab((state) => state[state.slot]?.head.now ?? 0);
  const { goOnFromHere, fork, backToPresent } = useLabActions();
  if (at >= now) return null;
  return (
    <section className="looking-back" aria-label="Looking back">
      <p>
        <strong>You are looking back</strong> at <span className="number">{formatMoment(at)}</span>
        <span className="looking-back-present number"> from the present at {formatMoment(now)}</span>.
      </p>
      <div className="looking-back-buttons">
        <Button onPress={goOnFromHere}>Go on from here</Button>
        <Button onPress={fork}>Fork</Button>
        <Button onPress={backToPresent}>Back to the present</Button>
      </div>
    </section>
  );
}
