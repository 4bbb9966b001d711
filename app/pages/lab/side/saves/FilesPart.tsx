/** Worlds as files: written, and read by a button or by dropping them here. */
import { type DragEvent, useRef, useState } from "react";
import { Button } from "../../../../ui/Button";
import { saveFile } from "../../../../ui/save-file";
import { useLabActions } from "../../context";

/** What a file turns out not to be is explained on the page: opening it closes the dialog. */
export function FilesPart({ onOpened }: { onOpened(): void }) {
  const actions = useLabActions();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const open = (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    onOpened();
    actions.openFile(file);
  };
  const write = async () => {
    const { name, text } = await actions.exportFile();
    saveFile(name, "application/json", text);
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <section className="saves-part" aria-labelledby="saves-files">
      <h3 id="saves-files">As a file</h3>
      <p className="side-note">
        A file holds the scenario and everything that was done. Anybody who opens it sees the same world.
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files can also be chosen by the button inside */}
      <div
        className="saves-drop"
        data-over={over || undefined}
        onDragEnter={(event) => drag(event, true)}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, event.currentTarget.contains(event.relatedTarget as Node | null))}
        onDrop={(event) => {
          drag(event, false);
          open(event.dataTransfer.files);
        }}
      >
        <Button onPress={write}>Save as a file</Button>
        <Button onPress={() => input.current?.click()}>Open a file…</Button>
        <span className="side-note">or drop one here</span>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="File of a world"
          onChange={(event) => {
            open(event.target.files);
            event.target.value = "";
          }}
        />
      </div>
    </section>
  );
}
