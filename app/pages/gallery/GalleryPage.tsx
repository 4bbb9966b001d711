/** Every ready scenario as a picture, for looking at them in development; no part of the production build. */
import { useLayoutEffect, useState } from "react";
import type { SizeMode } from "../../diagram/layout/plan";
import { galleryNames } from "../../state/gallery";
import { Select } from "../../ui/Select";
import { GalleryScenario } from "./GalleryScenario";
import "./gallery.css";

const SIZES: readonly { value: SizeMode; text: string }[] = [
  { value: "plain", text: "Plain" },
  { value: "memory", text: "Memory" },
  { value: "disk", text: "Disk" },
  { value: "start", text: "Start time" },
];

/** The projector's larger type is the whole page's: it cannot stand beside the others. */
const SCHEMES = [
  { value: "both", text: "Light and dark" },
  { value: "projector", text: "Projector" },
] as const;

/** The gallery. */
export default function GalleryPage() {
  const [size, setSize] = useState<SizeMode>("plain");
  const [shown, setShown] = useState<(typeof SCHEMES)[number]["value"]>("both");
  useLayoutEffect(() => {
    const root = document.documentElement;
    const before = root.getAttribute("data-scheme") ?? "system";
    if (shown !== "projector") return;
    root.setAttribute("data-scheme", "projector");
    return () => root.setAttribute("data-scheme", before);
  }, [shown]);
  return (
    <main className="gallery">
      <div className="gallery-head">
        <h1>Every ready scenario, at time 0 and at its end</h1>
        <Select
          name="Size"
          caption="Size"
          value={size}
          options={SIZES}
          onChoose={(chosen) => setSize(SIZES.find(({ value }) => value === chosen)?.value ?? "plain")}
        />
        <Select
          name="Schemes"
          caption="Schemes"
          value={shown}
          options={SCHEMES}
          onChoose={(chosen) => setShown(chosen === "projector" ? "projector" : "both")}
        />
      </div>
      <nav className="gallery-contents" aria-label="Scenarios">
        {galleryNames.map((name) => (
          <a key={name} href={`#${name}`}>
            {name}
          </a>
        ))}
      </nav>
      {galleryNames.map((name) => (
        <GalleryScenario
          key={name}
          name={name}
          size={size}
          schemes={shown === "both" ? ["light", "dark"] : ["projector"]}
        />
      ))}
    </main>
  );
}
