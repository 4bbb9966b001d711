import type { Slot } from "../../state/lab/lab-types";
import { type PaletteEntry, palette } from "../../state/lab/palette";
import { build } from "./build";
import { useLabActions } from "./context";

interface Start {
  readonly title: string;
  readonly text: string;
  begin(): void;
}

/** What to do first, where nothing is: three places to start from. */
export function EmptyWorld({ slot }: { slot: Slot }) {
  const actions = useLabActions();
  const machines = palette.filter(({ group }) => group === "infrastructure").slice(0, 2);
  const starts: Start[] = [
    ...machines.map((entry: PaletteEntry) => ({
      title: entry.label,
      text: entry.about,
      begin: () => build(actions, slot, [], entry, null),
    })),
    {
      title: "Open a finished world",
      text: "Three applications in three containers, to look at, change and break.",
      begin: () => actions.openReady("three-apps-containers"),
    },
  ];
  return (
    <section className="empty-world" aria-labelledby="empty-world-title">
      <h2 id="empty-world-title">Nothing stands here yet</h2>
      <p>Everything stands on a machine. Start with one, or drag anything here from the palette.</p>
      <div className="empty-world-starts">
        {starts.map(({ title, text, begin }) => (
          <button key={title} type="button" className="button empty-world-start" onClick={begin}>
            <strong>{title}</strong>
            <span>{text}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
