/** Layers of an image, the lowest first. */
import type { Inspection } from "../../../../state/lab/lab-types";
import { formatBytes } from "../../../../ui/format";
import { shortDigest } from "../digest";

/** Who made each, how large it is, and which other images have it too. */
export function ImageLayers({ imageLayers }: Pick<Inspection, "imageLayers">) {
  return (
    <ol className="image-layers">
      {imageLayers.map(({ digest, madeBy, bytes, sharedWith }) => (
        <li key={digest} className="image-layer">
          <code className="image-line">{madeBy}</code>
          <span className="image-facts">
            <code>{shortDigest(digest)}</code>
            <span className="number">{formatBytes(bytes)}</span>
          </span>
          {sharedWith.length > 0 && <span className="side-sub">Shared with {sharedWith.join(", ")}</span>}
        </li>
      ))}
    </ol>
  );
}
