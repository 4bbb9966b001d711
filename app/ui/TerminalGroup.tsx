import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button } from "./Button";
import { isolate } from "./isolate";
import "./terminal-group.css";

export interface TerminalGroupProps {
  /** Accessible name. */
  name: string;
  /** What the title bar shows at its left: a title, or tabs. */
  title: ReactNode;
  /** Gets the id of the text that says how to leave a terminal with the keyboard. */
  children(hintId: string): ReactNode;
}

/** Terminals under one title bar; the group can fill the screen. */
export function TerminalGroup({ name, title, children }: TerminalGroupProps) {
  const place = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const [full, setFull] = useState(false);
  useEffect(() => {
    return full && place.current ? isolate(place.current) : undefined;
  }, [full]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not shrink below its terminal's width
    <div
      className={full ? "terminal-group terminal-full" : "terminal-group"}
      role="group"
      aria-label={name}
      ref={place}
    >
      <div className="terminal-bar">
        <div className="terminal-title">{title}</div>
        <p className="terminal-hint" id={hintId}>
          <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the terminal
        </p>
        <Button kind="onDark" onPress={() => setFull(!full)} pressed={full}>
          <svg className="terminal-icon" viewBox="0 0 16 16" aria-hidden="true">
            <path
              d={full ? "M6 2v4H2M10 2v4h4M6 14v-4H2M10 14v-4h4" : "M2 6V2h4M14 6V2h-4M2 10v4h4M14 10v4h-4"}
            />
          </svg>
          <span className="terminal-full-words">Full screen</span>
        </Button>
      </div>
      {children(hintId)}
    </div>
  );
}
