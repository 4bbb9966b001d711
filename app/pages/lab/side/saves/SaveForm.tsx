/** Saves the world as it is, under a name. */
import { type FormEvent, useId, useState } from "react";
import { useLab, useLabActions } from "../../context";
import { currentWorld } from "../current-world";
import "../../../../ui/field.css";

/** A name that is taken is told before it is written over. */
export function SaveForm({ onSaved }: { onSaved(name: string): void }) {
  const title = useLab((state) => currentWorld(state)?.head.title ?? "");
  const saves = useLab((state) => state.saves);
  const actions = useLabActions();
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const name = (typed ?? title).trim();
  const taken = saves.some((save) => save.name === name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name === "") return;
    actions.save(name);
    onSaved(name);
  };
  return (
    <form className="saves-part" onSubmit={submit}>
      <h3>Save this world</h3>
      <label htmlFor={id}>Name</label>
      <div className="saves-line">
        <input
          id={id}
          className="field"
          value={typed ?? title}
          maxLength={80}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="button button-primary" aria-disabled={name === ""}>
          {taken ? "Replace" : "Save"}
        </button>
      </div>
      <p id={`${id}-hint`} className="side-note">
        {name === ""
          ? "A name is needed."
          : taken
            ? "There is a save of this name; it will be replaced."
            : "It is kept in this browser, on this computer."}
      </p>
    </form>
  );
}
