/** How many fitted, and what stopped it. */
import type { FillReport } from "../../../state/lab/lab-types";
import { Button } from "../../../ui/Button";
import { formatCount } from "../../../ui/format";
import { useLabActions } from "../context";
import { sentence } from "./layer-words";

const STOPPED: Readonly<Record<FillReport["stoppedBy"], string>> = {
  refusal: "the next one was refused",
  failure: "then something failed",
  limit: "then a limit of this page was reached",
  cancelled: "then it was cancelled",
};

/** All of it can be undone as one act. */
export function FillResult({ report }: { report: FillReport }) {
  const { added, stoppedBy, text, refusal } = report;
  const actions = useLabActions();
  return (
    <div className="fill-result">
      <p className="fill-count number">
        <strong>{formatCount(added)}</strong> added; {STOPPED[stoppedBy]}
      </p>
      <p>{sentence(text)}</p>
      {refusal?.wayOut && <p>Way out: {sentence(refusal.wayOut)}</p>}
      <Button name="Dismiss the report" onPress={() => actions.dismiss("filled")}>
        Dismiss
      </Button>
    </div>
  );
}
