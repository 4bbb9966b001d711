/** Images from one engine to another, without a registry. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { type Image, images } from "../tables";
import { filesOf } from "./files";
import { addImage, addLayer, layerOf, nameImage } from "./store";

/** Bytes of the layers of an image that another engine does not have yet: what a transfer moves. */
export function missingBytes(world: World, image: Image, toEngine: number): number {
  return image.layers.reduce((sum, digest) => {
    const missing = layerOf(world, toEngine, digest) === undefined;
    return missing ? sum + (layerOf(world, image.engine, digest)?.bytes ?? 0) : sum;
  }, 0);
}

/** Copies an image with its names and the layers that the other engine lacks. Takes no time by itself. Refused: `ENOSPC`. */
export function copyImage(world: World, imageId: number, toEngine: number): Result<Image> {
  const image = world.must(images, imageId);
  for (const digest of image.layers) {
    const layer = layerOf(world, image.engine, digest);
    if (layer === undefined) throw new Error(`image ${imageId} lacks layer ${digest}`);
    const files = filesOf(world, layer.tree);
    const added = addLayer(world, toEngine, { digest, bytes: layer.bytes, files });
    if (!added.ok) return added;
  }
  const copy = addImage(world, toEngine, image, null, image.createdAt);
  for (const reference of image.references) nameImage(world, copy.id, reference);
  return ok(world.must(images, copy.id));
}
