/** A section that opens and closes under its heading: the browser's own details element. */
import type { ReactNode } from "react";
import "./disclosure.css";

export interface DisclosureProps {
  title: string;
  /** A remark at the right, such as how many there are. */
  note?: string;
  open: boolean;
  onToggle(open: boolean): void;
  children: ReactNode;
}

/** Its content exists only while it is open. */
export function Disclosure({ title, note, open, onToggle, children }: DisclosureProps) {
  return (
    <details
      className="disclosure"
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== open) onToggle(event.currentTarget.open);
      }}
    >
      <summary className="disclosure-head">
        <span className="disclosure-title">{title}</span>
        {note && <span className="disclosure-note number">{note}</span>}
      </summary>
      {open && <div className="disclosure-body">{children}</div>}
    </details>
  );
}
