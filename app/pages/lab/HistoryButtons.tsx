import { Button } from "../../ui/Button";
import { useLab, useLabActions } from "./context";

/** Takes back what was done, and does it again. */
export function HistoryButtons() {
  const canUndo = useLab((state) => state[state.slot]?.head.canUndo ?? false);
  const canRedo = useLab((state) => state[state.slot]?.head.canRedo ?? false);
  const { undo, redo } = useLabActions();
  return (
    <>
      <Button onPress={undo} unavailable={!canUndo}>
        Undo
      </Button>
      <Button onPress={redo} unavailable={!canRedo}>
        Redo
      </Button>
    </>
  );
}
