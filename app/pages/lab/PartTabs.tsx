import { type ReactNode, useId } from "react";
import { Tabs } from "../../ui/Tabs";
import "./part-tabs.css";

export interface Part {
  id: string;
  label: string;
  content: ReactNode;
}

export interface PartTabsProps {
  /** Accessible name of the tabs. */
  name: string;
  parts: readonly Part[];
  /** The part that is shown. */
  chosen: string;
  onChoose(part: string): void;
  /** Each part has a heading of its own, for those who go by headings; otherwise something above them has one. */
  headed?: boolean;
}

/** Several parts of the page in one place, one of them shown. */
export function PartTabs({ name, parts, chosen, onChoose, headed = false }: PartTabsProps) {
  const prefix = useId();
  return (
    <div className="part-tabs">
      <Tabs name={name} tabs={parts} chosen={chosen} onChoose={onChoose} panelPrefix={prefix} />
      {parts.map(({ id, label, content }) => (
        <div
          key={id}
          id={`${prefix}-${id}`}
          className="part-tabs-panel"
          role="tabpanel"
          aria-label={label}
          hidden={id !== chosen}
        >
          {headed && <h2 className="unseen">{label}</h2>}
          {content}
        </div>
      ))}
    </div>
  );
}
