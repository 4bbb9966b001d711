/** Running a container of an image. */
import type { LayerView } from "../../../sim/index";
import { freeContainerName } from "../reading/names";
import { plainName, recipeFor } from "../reading/recipes";
import { type Offer, offer } from "./offer";

/**
 * @param image reference, or an image's digest
 * @param wanted name for the container; a free one like it is taken
 */
export function runImage(
  layers: readonly LayerView[],
  machine: string,
  image: string,
  wanted = plainName(image),
): Offer {
  return offer("build", "run-another", "Run another container of this image", {
    do: "runContainer",
    machine,
    image,
    name: freeContainerName(layers, machine, containerName(wanted)),
    ...recipeFor(image),
  });
}

/** A name that a container may have: images without one are known by their digest. */
function containerName(wanted: string): string {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(wanted) && !wanted.startsWith("sha256") ? wanted : "container";
}
