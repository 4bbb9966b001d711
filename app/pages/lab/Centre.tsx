import { useLab } from "./context";
import { Diagram } from "./Diagram";
import { LookingBack } from "./LookingBack";
import { StoryBar } from "./StoryBar";
import { Failure } from "./side/Failure";
import { RefusedCard } from "./side/RefusedCard";

/** The diagram with what has to be said about it now, and its story beneath. */
export function Centre({ fills }: { fills: boolean }) {
  const status = useLab((state) => state.status);
  const busy = useLab((state) => state.busy);
  const worldless = useLab((state) => state.left === null);
  const waits = busy ?? (status === "loading" && worldless ? "The world is being set up" : null);
  return (
    <div className="lab-centre" data-fills={fills}>
      <div className="lab-diagram">
        <Diagram fills={fills} />
        <div className="lab-over">
          {fills && <LookingBack />}
          <Failure />
          <RefusedCard />
        </div>
        <p className="lab-busy" role="status">
          {waits && `${waits}…`}
        </p>
      </div>
      <StoryBar />
    </div>
  );
}
