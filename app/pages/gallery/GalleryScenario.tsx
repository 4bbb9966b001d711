import { useEffect, useMemo, useRef, useState } from "react";
import { pictureOf } from "../../diagram/layout/picture-of";
import type { SizeMode } from "../../diagram/layout/plan";
import { type GalleryWorld, galleryWorld } from "../../state/gallery";
import { StackView } from "../../ui/stack/StackView";

type Scheme = "light" | "dark" | "projector";

export interface GalleryScenarioProps {
  name: string;
  size: SizeMode;
  schemes: readonly Scheme[];
}

/** One scenario, played when it comes into view: all of them at once would take seconds. */
export function GalleryScenario(props: GalleryScenarioProps) {
  const place = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const near = new IntersectionObserver(
      (entries) => setSeen((before) => before || entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: "50%" },
    );
    near.observe(place.current);
    return () => near.disconnect();
  }, []);
  return (
    <section id={props.name} className="gallery-scenario" aria-label={props.name} ref={place}>
      {seen ? <Both {...props} /> : <h2>{props.name}</h2>}
    </section>
  );
}

/** A scenario at both ends, in several schemes side by side. */
function Both({ name, size, schemes }: GalleryScenarioProps) {
  const world = useMemo(() => galleryWorld(name), [name]);
  if (!world) return <p role="alert">{name} cannot be set up.</p>;
  return (
    <>
      <h2>{world.title}</h2>
      <p>{world.about}</p>
      <div className="gallery-schemes">
        {schemes.map((scheme) => (
          <div key={scheme} className={`gallery-scheme gallery-${scheme}`}>
            <Moment world={world} moment="start" scheme={scheme} size={size} />
            <Moment world={world} moment="end" scheme={scheme} size={size} />
          </div>
        ))}
      </div>
    </>
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
