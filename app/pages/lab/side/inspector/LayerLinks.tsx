/** Names of layers, each a button that selects it. */
import type { Inspection } from "../../../../state/lab/lab-types";
import { useLab, useLabActions } from "../../context";
import { currentLayers } from "../current-world";
import { roleOf } from "../layer-words";
import { Swatch } from "../Swatch";

export interface LayerLinksProps {
  /** Accessible name of the list. */
  name: string;
  layers: Inspection["standsOn"];
  /** No more than so many; the rest are counted. */
  most?: number;
}

/** A wrapping list, in the order given. */
export function LayerLinks({ name, layers, most = 12 }: LayerLinksProps) {
  const slot = useLab((state) => state.slot);
  const all = useLab(currentLayers);
  const actions = useLabActions();
  const kinds = new Map(all.map(({ id, kind }) => [id, kind]));
  const rest = layers.length - most;
  return (
    <ul className="layer-links" aria-label={name}>
      {layers.slice(0, most).map(({ id, label }) => {
        const kind = kinds.get(id);
        return (
          <li key={id}>
            <button type="button" className="layer-link" onClick={() => actions.select(slot, id)}>
              {kind && <Swatch role={roleOf(kind)} />}
              <span>{label}</span>
            </button>
          </li>
        );
      })}
      {rest > 0 && <li className="layer-links-rest number">and {rest} more</li>}
    </ul>
  );
}
