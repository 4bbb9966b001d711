import type { KeyboardEvent } from "react";
import "./tabs.css";

interface Tab {
  id: string;
  label: string;
}

export interface TabsProps {
  /** Accessible name of the list. */
  name: string;
  tabs: readonly Tab[];
  chosen: string;
  onChoose(id: string): void;
  /** Ids of the panels: `${panelPrefix}-${tab.id}`. */
  panelPrefix: string;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** A list of tabs; arrow keys move the choice. */
export function Tabs({ name, tabs, chosen, onChoose, panelPrefix }: TabsProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={name} onKeyDown={onKeyDown}>
      {tabs.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          role="tab"
          className="tab"
          data-tab={id}
          aria-selected={id === chosen}
          aria-controls={`${panelPrefix}-${id}`}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
