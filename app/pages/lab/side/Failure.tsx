/** What went wrong with the laboratory itself: a broken link or file, a worker that died. Never an empty page. */
import { START_AGAIN } from "../../../state/lab/explain";
import { Button } from "../../../ui/Button";
import { useLab, useLabActions } from "../context";
import { FIRST_CHOICES } from "./first-choices";
import { sentence } from "./layer-words";
import "./failure.css";

/** Nothing while nothing failed; the whole place where there is no world, a card above it where there is one. */
export function Failure() {
  const failure = useLab((state) => state.failure);
  const died = useLab((state) => state.workerDied);
  const hasWorld = useLab((state) => state.left !== null);
  const actions = useLabActions();
  if (!failure) return null;
  return (
    <section className="failure" data-alone={!hasWorld || undefined} aria-labelledby="failure-title">
      <div role="alert">
        <h2 id="failure-title" className="failure-title">
          <svg className="failure-icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 3l10 10M13 3L3 13" />
          </svg>
          {sentence(failure.what)}
        </h2>
        <p>
          {sentence(failure.why)} {sentence(failure.wayOut)}
        </p>
      </div>
      <div className="failure-ways">
        {died && (
          <Button kind="primary" onPress={actions.restart}>
            {START_AGAIN}
          </Button>
        )}
        {hasWorld && !died && (
          <Button kind="primary" onPress={() => actions.dismiss("failure")}>
            Go on with what is here
          </Button>
        )}
        {!hasWorld && (
          <>
            {FIRST_CHOICES.map(({ name, title }) => (
              <Button key={name} onPress={() => actions.openReady(name)}>
                Open “{title}”
              </Button>
            ))}
            <Button onPress={actions.openNothing}>Start from nothing</Button>
          </>
        )}
      </div>
      {failure.detail !== "" && (
        <details className="failure-detail">
          <summary>Technical detail</summary>
          <pre>{failure.detail}</pre>
        </details>
      )}
    </section>
  );
}
