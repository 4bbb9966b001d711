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

const isSize = (value: string | null): value is SizeMode => SIZES.some((size) => size.value === value);

/** The gallery; with `?world=NAME&scheme=projector&size=…` only that world in that scheme. */
export default function GalleryPage() {
  const wanted = new URLSearchParams(location.search);
  const [size, setSize] = useState<SizeMode>(() => {
    const given = wanted.get("size");
    return isSize(given) ? given : "plain";
  });
  const alone = wanted.get("world");
  const scheme = wanted.get("scheme");
  useLayoutEffect(() => {
    if (scheme !== null) document.documentElement.setAttribute("data-scheme", scheme);
  }, [scheme]);
  if (alone !== null) {
    return (
      <main className="gallery gallery-alone" aria-label={alone}>
        <GalleryScenario name={alone} size={size} schemes={["own"]} />
      </main>
    );
  }
  return (
    <main className="gallery">
      <div className="gallery-head">
        <h1>Every ready scenario, at time 0 and at its end</h1>
        <Select
          name="Size"
          caption="Size"
          value={size}
          options={SIZES}
          onChoose={(chosen) => isSize(chosen) && setSize(chosen)}
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
        <GalleryScenario key={name} name={name} size={size} schemes={["light", "dark", "projector"]} />
      ))}
    </main>
  );
}
