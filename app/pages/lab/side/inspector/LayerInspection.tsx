/** Everything about the selected layer. */
import type { Inspection, LabState } from "../../../../state/lab/lab-types";
import { useLab, useLabActions } from "../../context";
import { currentLayers } from "../current-world";
import { kindWords, roleOf, sentence, signOf, stateWords } from "../layer-words";
import { StateSign } from "../StateSign";
import { Swatch } from "../Swatch";
import { Figures } from "./Figures";
import { LayerDetails } from "./LayerDetails";
import { LayerLinks } from "./LayerLinks";
import { Offers } from "./Offers";

export interface LayerInspectionProps {
  inspection: Inspection;
  offers: LabState["offers"];
}

/** The shortest first: what it is, on what it stands, its figures, what can be done; details last. */
export function LayerInspection({ inspection, offers }: LayerInspectionProps) {
  const { layer, about, standsOn, figures, failure } = inspection;
  const layers = useLab(currentLayers);
  const slot = useLab((state) => state.slot);
  const actions = useLabActions();
  return (
    <>
      <header className="layer-head">
        <Swatch role={roleOf(layer.kind)} size="head" />
        <div className="layer-titles">
          <h3 className="layer-title">{layer.label}</h3>
          <p className="layer-kind">{kindWords(layer, layers)}</p>
          <p className="layer-state" data-sign={layer.compromised ? "failed" : signOf(layer.state)}>
            <StateSign sign={signOf(layer.state)} />
            {stateWords(layer)}
          </p>
        </div>
        <button
          type="button"
          className="layer-close"
          aria-label="Select nothing"
          onClick={() => actions.select(slot, null)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />
          </svg>
        </button>
      </header>
      <p className="layer-about">{about}</p>
      <section className="layer-beside">
        <h4>Stands on</h4>
        {standsOn.length > 0 ? (
          <LayerLinks name="Stands on" layers={standsOn} />
        ) : (
          <p className="layer-ground">nothing below</p>
        )}
      </section>
      <Figures figures={figures} />
      <Offers offers={offers} />
      <section className="layer-failure">
        <h4>If it fails</h4>
        <p>{sentence(failure.text)}</p>
        {failure.layers.length > 0 && (
          <LayerLinks name="What stops with it" layers={failure.layers} most={6} />
        )}
      </section>
      <LayerDetails inspection={inspection} />
    </>
  );
}
