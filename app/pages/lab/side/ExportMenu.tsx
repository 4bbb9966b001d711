/** The picture as a file. */
import { altTextOf } from "../../../diagram/layout/alt-text";
import type { LabState, Slot } from "../../../state/lab/lab-types";
import { copyText } from "../../../ui/copy-text";
import { Menu } from "../../../ui/Menu";
import { saveBlob, saveFile } from "../../../ui/save-file";
import { useLab, useLabActions, useLabStore } from "../context";
import { fileName } from "./file-name";
import { besideEachOther } from "./two-pictures";

export interface ExportMenuProps {
  /** A world's picture as it is drawn now; `null` while none is. */
  svg(slot: Slot): SVGSVGElement | null;
}

/** PNG files have this many pixels for each of the page. */
const SCALE = 2;

const WAYS = [
  { id: "svg", label: "Picture as SVG", hint: "Sharp at any size, with its alternative text" },
  { id: "png", label: "Picture as PNG, 2×", hint: "For slides and documents" },
  { id: "text", label: "Copy the description", hint: "What the picture shows, in words" },
];

const WHOSE = [
  { id: "both", group: "Both worlds" },
  { id: "left", group: "Left world" },
  { id: "right", group: "Right world" },
] as const;

const OF_TWO = WHOSE.flatMap(({ id: whose, group }) =>
  WAYS.map(({ id, label }) => ({ id: `${whose} ${id}`, label, group })),
);
const OF_ONE = WAYS.map((way) => ({ ...way, id: `left ${way.id}` }));

/** What is exported has its world's title, and a description of every layer in words. Two worlds can be one picture. */
export function ExportMenu({ svg }: ExportMenuProps) {
  const store = useLabStore();
  const two = useLab((state) => state.right !== null);
  const { say } = useLabActions();
  const write = async (chosen: string): Promise<string> => {
    const [whose, way] = chosen.split(" ");
    const slots = (["left", "right"] as const).filter((slot) => whose === "both" || whose === slot);
    const state = store.getState();
    const about = aboutOf(state, slots);
    if (!about) return "There is nothing to export yet.";
    if (way === "text") {
      return (await copyText(about.description))
        ? "Description copied."
        : "The browser does not let this page use the clipboard.";
    }
    const { toPng, toSvgText } = await import("../../../diagram/draw/export");
    const texts: string[] = [];
    for (const slot of slots) {
      const drawn = svg(slot);
      const one = aboutOf(state, [slot]);
      if (!drawn || !one) return "No picture is shown: switch from the table to the picture first.";
      texts.push(await toSvgText(drawn, one));
    }
    const [first = "", second] = texts;
    const text = second === undefined ? first : besideEachOther(first, second, about);
    if (way === "svg") saveFile(fileName(about.name, "svg"), "image/svg+xml", text);
    else saveBlob(fileName(about.name, "png"), await toPng(text, SCALE));
    return `Saved as ${fileName(about.name, way ?? "")}.`;
  };
  return (
    <Menu
      label="Export"
      items={two ? OF_TWO : OF_ONE}
      onChoose={(chosen) => {
        write(chosen).then(say, () =>
          say("The picture could not be written: the browser refused to draw it."),
        );
      }}
    />
  );
}

/** Name, title and description of one world, or of both; `null` if there is none. */
function aboutOf(state: LabState, slots: readonly Slot[]) {
  const worlds = slots.flatMap((slot) => {
    const view = state[slot];
    if (!view) return [];
    const title = view.head.title || "A world from nothing";
    return [{ slot, name: view.head.name, title, text: altTextOf(title, view.layers) }];
  });
  if (worlds.length === 0) return null;
  const beside = worlds.length > 1;
  return {
    name: worlds.map(({ name }) => name).join("-beside-"),
    title: worlds.map(({ title }) => title).join(" · beside · "),
    description: worlds
      .map(({ slot, text }) => (beside ? `${slot === "left" ? "Left" : "Right"}: ${text}` : text))
      .join("\n\n"),
  };
}
