/** What happened to a layer. */
import type { Inspection } from "../../../../state/lab/lab-types";
import { formatMoment } from "../../../../ui/format";

/** In its order: the newest at the bottom. */
export function History({ history }: Pick<Inspection, "history">) {
  return (
    <ol className="history">
      {history.map(({ at, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end, and may say the same twice
        <li key={index} className="history-line">
          <span className="history-at mono">{formatMoment(at)}</span>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
