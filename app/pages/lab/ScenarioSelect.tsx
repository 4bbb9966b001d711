import { type KeyboardEvent, useRef } from "react";
import { NOTHING, type WorldView } from "../../state/lab/lab-types";
import { Select } from "../../ui/Select";
import { useLab, useLabActions } from "./context";
import { FAILURES, FIGURES, isReadyMade, type ReadyMade } from "./ready-made";
import { focusStory } from "./StoryBar";

/** Stands for a world from a file, a link or a save that is none of the ready ones. */
const OTHER = "other";

const option = ({ name, title }: ReadyMade) => ({ value: name, text: title });

const READY = [
  { value: NOTHING, text: "Nothing yet" },
  { label: "Figures, told layer by layer", options: FIGURES.map(option) },
  { label: "Failures", options: FAILURES.map(option) },
];

/**
 * Which world is on the table; choosing another one opens it. Whoever has just chosen a figure by keyboard goes on to
 * its story by Tab, past the other tools.
 */
export function ScenarioSelect() {
  const wanted = useLab((state) => state.wanted);
  const shown = useLab((state) => choiceOf(state[state.slot]));
  // Who types a name chooses several on the way: what is shown is the last choice, not what is being opened.
  const value = wanted ?? shown;
  const title = useLab((state) => state[state.slot]?.head.title);
  const actions = useLabActions();
  const options =
    value === OTHER ? [...READY, { value: OTHER, text: title || "A world of your own" }] : READY;
  const fresh = useRef(false);
  const choose = (chosen: string) => {
    fresh.current = true;
    if (chosen === NOTHING) actions.openNothing();
    else if (chosen !== OTHER) actions.openReady(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Tab" || event.shiftKey || !fresh.current) return;
    if (focusStory()) event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears its select's keys
    <div
      className="scenario"
      aria-busy={wanted !== null}
      onKeyDown={onKeyDown}
      onBlur={() => {
        fresh.current = false;
      }}
    >
      <Select name="Scenario" caption="Scenario" value={value} options={options} onChoose={choose} />
    </div>
  );
}

function choiceOf(view: WorldView | null): string {
  if (!view) return NOTHING;
  const { name } = view.head;
  if (isReadyMade(name)) return name;
  return name === "" && view.layers.length === 0 ? NOTHING : OTHER;
}
