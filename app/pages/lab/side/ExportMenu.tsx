/** The picture as a file. */
import { altTextOf } from "../../../diagram/layout/alt-text";
import { copyText } from "../../../ui/copy-text";
import { Menu } from "../../../ui/Menu";
import { saveBlob, saveFile } from "../../../ui/save-file";
import { usePassing } from "../../../ui/use-passing";
import { useLabStore } from "../context";
import { currentWorld } from "./current-world";
import { fileName } from "./file-name";
import "./share.css";

export interface ExportMenuProps {
  /** The picture as it is drawn now; `null` while none is. */
  svg(): SVGSVGElement | null;
}

/** PNG files have this many pixels for each of the page. */
const SCALE = 2;

const ITEMS = [
  { id: "svg", label: "Picture as SVG", hint: "Sharp at any size, with its alternative text" },
  { id: "png", label: "Picture as PNG, 2×", hint: "For slides and documents" },
  { id: "text", label: "Copy the description", hint: "What the picture shows, in words" },
] as const;

/** What is exported has the world's title, and a description of every layer in words. */
export function ExportMenu({ svg }: ExportMenuProps) {
  const store = useLabStore();
  const [said, say] = usePassing<string>(10_000);
  const write = async (what: string) => {
    const world = currentWorld(store.getState());
    if (!world) return "There is nothing to export yet.";
    const { title, name } = world.head;
    const description = altTextOf(title, world.layers);
    if (what === "text") {
      return (await copyText(description))
        ? "Description copied."
        : "The browser does not let this page use the clipboard.";
    }
    const drawn = svg();
    if (!drawn) return "No picture is shown: switch from the table to the picture first.";
    const { toPng, toSvgText } = await import("../../../diagram/draw/export");
    const text = await toSvgText(drawn, { title, description });
    if (what === "svg") saveFile(fileName(name, "svg"), "image/svg+xml", text);
    else saveBlob(fileName(name, "png"), await toPng(text, SCALE));
    return `Saved as ${fileName(name, what)}.`;
  };
  return (
    <span className="share">
      <Menu
        label="Export"
        items={ITEMS}
        onChoose={(what) => {
          write(what).then(say, () =>
            say("The picture could not be written: the browser refused to draw it."),
          );
        }}
      />
      <span role="status" className="share-said">
        {said}
      </span>
    </span>
  );
}
