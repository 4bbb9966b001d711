import { Button } from "../../ui/Button";
import { useLab, useLabActions } from "./context";

/** What the world is about, and its story, a layer at a time. */
export function StoryBar() {
  const head = useLab((state) => state[state.slot]?.head ?? null);
  const chapter = useLab((state) => state.chapter);
  const { tell } = useLabActions();
  if (!head || (head.about === "" && head.story.length === 0)) return null;
  const { story } = head;
  if (chapter === null)
    return (
      <section className="story" aria-label="Story">
        <p className="story-text">{head.about}</p>
        {story.length > 0 && (
          <div className="story-buttons">
            <Button onPress={() => tell(0)}>Tell it layer by layer</Button>
          </div>
        )}
      </section>
    );
  return (
    <section className="story" aria-label="Story">
      <p className="story-text" aria-live="polite">
        <span className="story-count number">
          {chapter + 1} of {story.length}
        </span>{" "}
        {story[chapter]?.text}
      </p>
      <div className="story-buttons">
        <Button onPress={() => tell(chapter - 1)} unavailable={chapter === 0}>
          Previous layer
        </Button>
        <Button kind="primary" onPress={() => tell(chapter + 1)} unavailable={chapter >= story.length - 1}>
          Next layer
        </Button>
        <Button onPress={() => tell(null)}>Whole picture</Button>
      </div>
    </section>
  );
}
