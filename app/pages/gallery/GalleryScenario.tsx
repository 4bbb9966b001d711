import { useMemo, useState } from "react";
import { pictureOf } from "../../diagram/layout/picture-of";
import type { SizeMode } from "../../diagram/layout/plan";
import { type GalleryWorld, galleryWorld } from "../../state/gallery";
import { StackView } from "../../ui/stack/StackView";

/** `own`: the page's. The projector's larger type needs a page of its own. */
type Scheme = "own" | "light" | "dark" | "projector";

export interface GalleryScenarioProps {
  name: string;
  size: SizeMode;
  schemes: readonly Scheme[];
}

/** One scenario at both ends, in several schemes side by side. */
export function GalleryScenario({ name, size, schemes }: GalleryScenarioProps) {
  const world = useMemo(() => galleryWorld(name), [name]);
  if (!world) return <p role="alert">{name} cannot be set up.</p>;
  return (
    <section id={name} className="gallery-scenario" aria-label={world.title}>
      <h2>{world.title}</h2>
      <p>{world.about}</p>
      <div className="gallery-schemes" data-schemes={schemes.length}>
        {schemes.map((scheme) =>
          scheme === "projector" ? (
            <iframe
              key={scheme}
              className="gallery-frame"
              title={`${world.title} in the projector scheme`}
              loading="lazy"
              src={`?world=${name}&scheme=projector&size=${size}`}
            />
          ) : (
            <div key={scheme} className={`gallery-scheme gallery-${scheme}`}>
              <Moment world={world} moment="start" scheme={scheme} size={size} />
              <Moment world={world} moment="end" scheme={scheme} size={size} />
            </div>
          ),
        )}
      </div>
    </section>
  );
}

interface MomentProps {
  world: GalleryWorld;
  moment: "start" | "end";
  scheme: Scheme;
  size: SizeMode;
}

const MOMENT_WORDS = { start: "At time 0", end: "At its end" };

function Moment({ world, moment, scheme, size }: MomentProps) {
  const picture = useMemo(() => pictureOf(world[moment]), [world, moment]);
  const [selected, setSelected] = useState<string | null>(null);
  const words = MOMENT_WORDS[moment];
  return (
    <figure className="gallery-moment">
      <StackView
        name={`${world.name}, ${words.toLowerCase()}, ${scheme}`}
        picture={picture}
        size={size}
        selected={selected}
        onSelect={setSelected}
      />
      <figcaption>
        {words}: {picture.summary}
      </figcaption>
    </figure>
  );
}
