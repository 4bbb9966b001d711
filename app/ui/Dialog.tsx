/** A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back. */
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./Button";
import "./dialog.css";

export interface DialogProps {
  title: string;
  open: boolean;
  /** The person closed it: by Escape or the button. */
  onClose(): void;
  /** For text that is read at length. */
  wide?: boolean;
  children: ReactNode;
}

/** Its content exists only while it is open. */
export function Dialog({ title, open, onClose, wide = false, children }: DialogProps) {
  const id = useId();
  const place = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = place.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return (
    <dialog
      ref={place}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={id}
      onClose={onClose}
    >
      {open && (
        <>
          <div className="dialog-head">
            <h2 id={id}>{title}</h2>
            <Button onPress={() => place.current?.close()}>Close</Button>
          </div>
          <div className="dialog-body">{children}</div>
        </>
      )}
    </dialog>
  );
}
