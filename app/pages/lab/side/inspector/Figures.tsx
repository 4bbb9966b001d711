/** Figures of a layer, each with its origin. */
import type { Inspection } from "../../../../state/lab/lab-types";
import { OriginMark } from "../../../../ui/OriginMark";
import { figureText } from "../figure-words";

/** A list of names and values. */
export function Figures({ figures }: { figures: Inspection["figures"] }) {
  if (figures.length === 0) return null;
  return (
    <dl className="facts" aria-label="Figures">
      {figures.map((figure) => (
        <div key={figure.name} className="fact">
          <dt>{figure.name}</dt>
          <dd className="number">
            {figureText(figure)}{" "}
            <OriginMark origin={figure.origin} how={figure.how} of={figure.name} opens="end" />
          </dd>
        </div>
      ))}
    </dl>
  );
}
