/** Layers of images. What images have in common lies on disk once: the one that brought it first bears it. */
import { type Engine, type Image, imageLayers, images } from "../container/tables";
import type { Books } from "./books";
import { layer } from "./build";
import type { Layer } from "./layer";

/** Identifier of an image's layer: its first name, or its digest. */
export function imageId(machine: string, image: Image): string {
  return `${machine}/image/${imageName(image)}`;
}

function imageName({ references, digest }: Image): string {
  return references[0] ?? digest;
}

/** Bytes on disk of a layer in an engine's store, by its digest. */
function storedBytes({ world, room }: Books, engine: Engine, digest: string): number {
  const stored = world.first(imageLayers, "digest", `${engine.id}:${digest}`);
  return stored === undefined ? 0 : room.ofTree(stored.tree);
}

/** Bytes on disk of what is in an engine's store and in none of its images: what builds and pulls keep. */
export function looseBytes(books: Books, engine: Engine): number {
  const { world, room } = books;
  const inImages = new Set(world.find(images, "engine", engine.id).flatMap(({ layers }) => layers));
  return world
    .find(imageLayers, "engine", engine.id)
    .filter(({ digest }) => !inImages.has(digest))
    .reduce((sum, { tree }) => sum + room.ofTree(tree), 0);
}

/** An engine's images, each with the bytes that it brought and the images that it shares others with. */
export function imageLayersOf(
  books: Books,
  engine: Engine,
  found: readonly Image[],
  ids: ReadonlyMap<number, string>,
): Layer[] {
  const broughtBy = new Map<string, string>();
  return found.map((image) => {
    const id = ids.get(image.id) ?? image.digest;
    const shared = new Set<string>();
    let diskBytes = 0;
    for (const digest of image.layers) {
      const by = broughtBy.get(digest);
      if (by !== undefined) shared.add(by);
      else {
        broughtBy.set(digest, id);
        diskBytes += storedBytes(books, engine, digest);
      }
    }
    shared.delete(id);
    return layer({
      id,
      kind: "image",
      label: imageName(image),
      on: engine.layer,
      uses: [...shared],
      diskBytes,
    });
  });
}
