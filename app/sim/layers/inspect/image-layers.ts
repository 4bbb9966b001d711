/** The layers of an image, and who has them too. */
import { type Image, imageLayers, images } from "../../container/tables";
import type { InspectedImageLayer } from "../inspection";
import type { Subject } from "./subject";

/** Of an image, and of a container's files: its layers from the bottom, each with the line that made it. */
export function imageLayersOf({ world, layer, engine, image }: Subject): InspectedImageLayer[] {
  const shows = layer.kind === "image" || layer.kind === "libs" || layer.kind === "container";
  if (!shows || image === undefined || engine === undefined) return [];
  const others = world.find(images, "engine", engine.id).filter(({ id }) => id !== image.id);
  const lines = image.history.filter(({ emptyLayer }) => !emptyLayer);
  return image.layers.map((digest, place) => ({
    digest,
    madeBy: lines[place]?.createdBy ?? "",
    bytes: world.first(imageLayers, "digest", `${engine.id}:${digest}`)?.bytes ?? 0,
    sharedWith: others.filter(({ layers }) => layers.includes(digest)).map(nameOf),
  }));
}

function nameOf({ references, digest }: Image): string {
  return references[0] ?? digest;
}
