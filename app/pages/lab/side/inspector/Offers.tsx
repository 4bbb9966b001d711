/** What can be done to the selected layer, and how somebody at a keyboard would do it. */
import { useId, useState } from "react";
import type { LabState } from "../../../../state/lab/lab-types";
import { Button } from "../../../../ui/Button";
import { useLab, useLabActions } from "../../context";
import { currentLayers } from "../current-world";
import { isDangerous, offerGroups, offerLines } from "../offer-groups";
import { useHover } from "../use-hover";

type Offer = LabState["offers"][number];

const DANGER: Readonly<Record<string, string>> = {
  break: "M9.5 1.5L3.5 9h4l-1 5.5 6-7.5h-4z",
  remove: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.75 9h6.5l.75-9M6.75 7v4M9.25 7v4",
};

/**
 * Buttons in groups, and the lines of the one that has the pointer or the focus, or had it last. Where nothing can be
 * pointed at without pressing it, each button has its lines under it.
 */
export function Offers({ offers }: { offers: readonly Offer[] }) {
  const layers = useLab(currentLayers);
  const actions = useLabActions();
  const [touched, setTouched] = useState<string | null>(null);
  const hover = useHover();
  const id = useId();
  const told = offers.find((offer) => offer.id === touched) ?? offers.at(-1);
  if (!told) return null;
  return (
    <section className="offers" aria-labelledby={`${id}-title`}>
      <h4 id={`${id}-title`} className="unseen">
        What can be done
      </h4>
      {offerGroups(offers).map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, these are buttons
        <div key={group.kind} className="offer-group" role="group" aria-labelledby={`${id}-${group.kind}`}>
          <span id={`${id}-${group.kind}`} className="offer-title">
            {group.title}
          </span>
          <div className="offer-buttons" data-lines={!hover || undefined}>
            {group.offers.map((offer) => (
              // biome-ignore lint/a11y/noStaticElementInteractions: it only watches its button
              <span
                key={offer.id}
                onPointerEnter={() => setTouched(offer.id)}
                onFocus={() => setTouched(offer.id)}
              >
                <Button
                  kind={isDangerous(offer) ? "danger" : "plain"}
                  onPress={() => actions.run(offer)}
                  describedBy={hover ? (offer === told ? `${id}-lines` : undefined) : `${id}-${offer.id}`}
                >
                  {isDangerous(offer) && (
                    <svg className="offer-icon" viewBox="0 0 16 16" aria-hidden="true">
                      <path d={DANGER[offer.kind]} />
                    </svg>
                  )}
                  {offer.label}
                </Button>
                {!hover && (
                  <pre className="offer-own" id={`${id}-${offer.id}`}>
                    {offerLines(offer, layers).join("\n")}
                  </pre>
                )}
              </span>
            ))}
          </div>
        </div>
      ))}
      {hover && (
        <>
          <p className="offer-title">“{told.label}” as a command</p>
          <pre className="offer-lines" id={`${id}-lines`}>
            {offerLines(told, layers).join("\n")}
          </pre>
        </>
      )}
    </section>
  );
}
