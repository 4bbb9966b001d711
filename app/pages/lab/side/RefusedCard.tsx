/** Something that could not be done: what, why, and the ways out as buttons. */
import { Button } from "../../../ui/Button";
import "../../../ui/cards.css";
import { useLab, useLabActions } from "../context";
import { sentence } from "./layer-words";
import "./refused.css";

const WAYS = {
  goOnFromHere: "Go on from here",
  fork: "Fork",
  backToPresent: "Back to the present",
} as const;

/** Nothing while nothing was refused. It is read aloud when it comes, and takes no focus. */
export function RefusedCard() {
  const refused = useLab((state) => state.refused);
  const actions = useLabActions();
  if (!refused) return null;
  const { refusal, remedies, ways = [] } = refused;
  const dismiss = () => actions.dismiss("refused");
  return (
    <section className="card card-failed refused" aria-label="Refused">
      <svg className="card-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M3 3l10 10M13 3L3 13" />
      </svg>
      <div className="card-text" role="alert">
        <p>
          <strong>{sentence(refusal.what)}</strong>
        </p>
        <p>Why: {sentence(refusal.why)}</p>
        {refusal.wayOut && <p>Way out: {sentence(refusal.wayOut)}</p>}
      </div>
      <div className="refused-buttons">
        {remedies.map((remedy) => (
          <Button key={remedy.label} onPress={() => actions.run(remedy)}>
            {remedy.label}
          </Button>
        ))}
        {ways.map((way) => (
          <Button
            key={way}
            onPress={() => {
              dismiss();
              actions[way]();
            }}
          >
            {WAYS[way]}
          </Button>
        ))}
        <Button onPress={dismiss}>Dismiss</Button>
      </div>
    </section>
  );
}
