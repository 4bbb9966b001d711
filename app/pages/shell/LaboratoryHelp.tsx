/** Keys and what they do, on the laboratory's page. */
const KEYS: readonly { keys: string; does: string }[] = [
  { keys: "Space or K", does: "Play or pause, while no control has the focus." },
  { keys: "Ctrl+Z, Ctrl+Shift+Z", does: "Undo, redo." },
  { keys: "Arrow keys", does: "In the stack: Up and Down walk the layers, Right opens, Left closes." },
  { keys: "Home, End, letters", does: "In the stack: the first layer, the last, the next that begins so." },
  { keys: "Enter", does: "In the stack: select the layer. On the palette: add what is there." },
  { keys: "+, −, 0", does: "In the stack: zoom in, zoom out, fit." },
  { keys: "Escape", does: "Give up a drag, close a dialog or a menu." },
];

/** What the laboratory is and how it is used. */
export function LaboratoryHelp() {
  return (
    <>
      <h3>The laboratory: worlds that are modelled</h3>
      <p>
        Nothing boots there: a model of machines, kernels and containers runs in virtual time. Its durations
        and amounts come from measurements and sources, and each figure says which. Choose a scenario, or
        begin with nothing and build: drag something from the palette onto the picture, or press it and say
        where it goes. What is impossible is refused with the reason, and a way out where there is one.
      </p>
      <h3>Time</h3>
      <p>
        Play lets time pass at the chosen speed. Step goes to the next thing that happens. The timeline marks
        what happened: a tall red cross is a failure, a blue line is something that came up, a short line the
        rest. Move it back to look at an earlier moment; go on from there, fork, or return to the present.
      </p>
      <h3>Two worlds</h3>
      <p>
        Side by side puts a second world under the same clock and marks the layers that differ. What you do
        happens in the world whose title is underlined.
      </p>
      <h3>Keeping a world</h3>
      <p>
        The address of the page holds the whole world: share it, and whoever opens it sees the same. Worlds
        can also be saved under a name in this browser, and as a file.
      </p>
      <h3>Keys of the laboratory</h3>
      <dl className="help-words">
        {KEYS.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
