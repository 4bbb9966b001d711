import { Button } from "../../ui/Button";
import { useLab, useLabActions } from "./context";
import { Diagram } from "./Diagram";
import { LookingBack } from "./LookingBack";
import { StoryBar } from "./StoryBar";
import { Failure } from "./side/Failure";
import { RefusedCard } from "./side/RefusedCard";

/** The diagram with what has to be said about it now, and its story beneath. */
export function Centre({ fills }: { fills: boolean }) {
  const status = useLab((state) => state.status);
  const busy = useLab((state) => state.busy);
  const progress = useLab((state) => state.progress);
  const { cancel } = useLabActions();
  const worldless = useLab((state) => state.left === null);
  const waits = busy ?? (status === "loading" && worldless ? "The world is being set up" : null);
  return (
    <div className="lab-centre" data-fills={fills}>
      <div className="lab-diagram">
        <Diagram fills={fills} />
        <div className="lab-over">
          {fills && <LookingBack />}
          <Failure />
          {fills && <RefusedCard />}
        </div>
        <div className="lab-busy" data-shown={waits !== null}>
          <p role="status">{waits && `${waits}…`}</p>
          {progress && (
            <>
              <span className="number">{progress.text}</span>
              <Button onPress={cancel}>Cancel</Button>
            </>
          )}
        </div>
      </div>
      <StoryBar />
    </div>
  );
}
