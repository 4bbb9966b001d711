/** What was done, as somebody at a keyboard would do it. */
import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "../../../ui/Button";
import { copyText } from "../../../ui/copy-text";
import { formatMoment, formatThings } from "../../../ui/format";
import { useLab, useLabActions } from "../context";
import { latest, scriptOf } from "./command-text";
import "./commands.css";

/** So many lines at first; the earlier ones on demand. */
const PAGE = 200;

/** What scrolls can be reached by the keyboard. */
const REACHABLE = { tabIndex: 0, role: "group", "aria-label": "Lines" };

/** A dark list, the newest at the bottom; it stays at the bottom while it is there. */
export function CommandDrawer() {
  const commands = useLab((state) => state.commands);
  const beside = useLab((state) => state.right !== null);
  const [most, setMost] = useState(PAGE);
  const { say } = useLabActions();
  const place = useRef<HTMLDivElement>(null);
  const atBottom = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what it follows
  useLayoutEffect(() => {
    if (atBottom.current && place.current) place.current.scrollTop = place.current.scrollHeight;
  }, [commands]);
  const copy = async (text: string, what: string) => {
    say((await copyText(text)) ? `${what} copied.` : "The browser does not let this page use the clipboard.");
  };
  const { shown, hidden } = latest(commands, most);
  return (
    <div className="commands">
      <div className="commands-head">
        <p className="commands-title">What was done, as commands on real machines</p>
        {commands.length > 0 && (
          <Button
            kind="onDark"
            onPress={() => copy(scriptOf(commands), formatThings(commands.length, "command"))}
          >
            Copy all
          </Button>
        )}
      </div>
      <div
        ref={place}
        className="commands-lines"
        {...REACHABLE}
        onScroll={({ currentTarget: box }) => {
          atBottom.current = box.scrollHeight - box.scrollTop - box.clientHeight < 8;
        }}
      >
        {commands.length === 0 && (
          <p className="commands-empty">
            Nothing has been done yet. Each thing that you do to the world appears here as the command that
            does it on a real machine.
          </p>
        )}
        {hidden > 0 && (
          <Button kind="onDark" onPress={() => setMost(most + PAGE)}>
            Show earlier ones ({hidden})
          </Button>
        )}
        <ol>
          {shown.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines only ever come and go at the end
            <li key={hidden + index} className="command">
              <span className="command-at number">{formatMoment(each.at)}</span>
              {beside && <span className="command-slot">{each.slot}</span>}
              <code className="command-text">
                {each.prompt !== "" && <span className="command-prompt">{each.prompt} </span>}
                {each.line}
              </code>
              <button
                type="button"
                className="command-copy"
                aria-label={`Copy ${each.line}`}
                onClick={() => copy(each.line, "Command")}
              >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path d="M5.5 5.5h8v8h-8zM2.5 10.5v-8h8" />
                </svg>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
