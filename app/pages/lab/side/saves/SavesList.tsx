/** Worlds that were saved in this browser. */
import { Button } from "../../../../ui/Button";
import { useLab, useLabActions } from "../../context";

export interface SavesListProps {
  /** Names of those that go when the dialog closes. */
  crossed: ReadonlySet<string>;
  onCross(name: string, remove: boolean): void;
  onOpened(): void;
}

const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** The newest first, each to be opened or removed. */
export function SavesList({ crossed, onCross, onOpened }: SavesListProps) {
  const saves = useLab((state) => state.saves);
  const actions = useLabActions();
  const newest = [...saves].sort((one, other) => other.savedAt - one.savedAt);
  return (
    <section className="saves-part" aria-labelledby="saves-list">
      <h3 id="saves-list">Saved in this browser</h3>
      {newest.length === 0 && (
        <p className="side-note">Nothing yet. What you save above is listed here, to be opened again.</p>
      )}
      <ul className="saves-list">
        {newest.map(({ name, title, savedAt }) => {
          const gone = crossed.has(name);
          return (
            <li key={name} className="saves-item" data-crossed={gone || undefined}>
              <span className="saves-words">
                <strong className="saves-name">{name}</strong>
                <span className="side-sub">
                  {gone
                    ? "Removed when you close this."
                    : `${title === name ? "" : `${title}, `}${WHEN.format(savedAt)}`}
                </span>
              </span>
              {gone ? (
                <Button name={`Undo the removal of ${name}`} onPress={() => onCross(name, false)}>
                  Undo
                </Button>
              ) : (
                <>
                  <Button
                    name={`Open ${name}`}
                    onPress={() => {
                      onOpened();
                      actions.openSave(name);
                    }}
                  >
                    Open
                  </Button>
                  <Button name={`Remove ${name}`} onPress={() => onCross(name, true)}>
                    Remove
                  </Button>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
