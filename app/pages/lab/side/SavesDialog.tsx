/** Keeping worlds: in this browser under names, or as files. */
import { useState } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { useLabActions } from "../context";
import { useView, useViewStore } from "../view";
import { FilesPart } from "./saves/FilesPart";
import { SaveForm } from "./saves/SaveForm";
import { SavesList } from "./saves/SavesList";
import { ToastLine } from "./ToastLine";
import "./side.css";
import "./saves.css";

/** Its own button, and the dialog that it opens. Opening a world closes it. */
export function SavesDialog() {
  const actions = useLabActions();
  const view = useViewStore();
  const open = useView((state) => state.saves);
  const setOpen = (saves: boolean) => view.setState({ saves });
  /** Crossed out, but kept until the dialog closes: the way back is one press away. */
  const [crossed, setCrossed] = useState<ReadonlySet<string>>(new Set());
  const close = () => {
    setOpen(false);
    for (const name of crossed) actions.removeSave(name);
    setCrossed(new Set());
  };
  const cross = (name: string, remove: boolean) => {
    const next = new Set(crossed);
    if (remove) next.add(name);
    else next.delete(name);
    setCrossed(next);
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>Save and open</Button>
      <Dialog title="Save and open" open={open} onClose={close}>
        <div className="saves">
          <SaveForm onSaved={(name) => cross(name, false)} />
          <SavesList crossed={crossed} onCross={cross} onOpened={close} />
          <FilesPart onOpened={close} />
        </div>
        <ToastLine />
      </Dialog>
    </>
  );
}
