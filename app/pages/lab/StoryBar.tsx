import type { KeyboardEvent } from "react";
import { Button } from "../../ui/Button";
import { useLab, useLabActions } from "./context";

/** Chapters that an arrow key goes on by. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Puts the focus on the story's main button. @returns false if there is no story */
export function focusStory(): boolean {
  const main = document.querySelector<HTMLElement>(".story-main button");
  main?.focus();
  return main !== null;
}

/**
 * What the world is about, and its story, a layer at a time; with the focus in it, the left and right arrow keys turn
 * the pages. The main button stays the same one from the first chapter to the end, and so the focus stays too.
 */
export function StoryBar() {
  const head = useLab((state) => state[state.slot]?.head ?? null);
  const chapter = useLab((state) => state.chapter);
  const { tell } = useLabActions();
  if (!head || (head.about === "" && head.story.length === 0)) return null;
  const { story } = head;
  const told = chapter !== null;
  const last = told && chapter >= story.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!told || step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    tell(chapter + step);
  };
  const main = !told
    ? { text: "Tell it layer by layer", to: 0 }
    : last
      ? { text: "Whole picture", to: null }
      : { text: "Next layer", to: chapter + 1 };
  return (
    <section className="story" aria-label="Story" data-told={told} onKeyDown={onKeyDown}>
      <p className="story-text" aria-live="polite">
        {told && (
          <span className="story-count number">
            {chapter + 1} of {story.length}
          </span>
        )}{" "}
        {told ? story[chapter]?.text : head.about}
      </p>
      {story.length > 0 && (
        <div className="story-buttons">
          {told && !last && (
            <Button
              onPress={() => {
                focusStory();
                tell(null);
              }}
            >
              Whole picture
            </Button>
          )}
          {told && (
            <Button onPress={() => tell(chapter - 1)} unavailable={chapter === 0}>
              Previous layer
            </Button>
          )}
          <span className="story-main">
            <Button kind={told ? "primary" : "plain"} onPress={() => tell(main.to)}>
              {main.text}
            </Button>
          </span>
        </div>
      )}
    </section>
  );
}
