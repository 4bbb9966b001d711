/** For tests: stores of images keep what images need, and nothing else. */
import type { Book } from "./book";

/** Images, layers, and who holds them. */
export function checkImages(book: Book): void {
  const layers = new Map(book.all("image-layer").map((layer) => [`${layer.engine}:${layer.digest}`, layer]));
  const held = new Set<number>();
  const pairs = new Set<string>();
  for (const { id, layer, user } of book.all("layer-use")) {
    held.add(layer);
    pairs.add(`${layer}:${user}`);
    book.refer("image-layer", layer, () => `layer use ${id}`);
    const by =
      book.get("image", user) ??
      book.get("pull", user) ??
      book.get("build", user) ??
      book.get("cached-step", user);
    book.hold(by !== undefined, () => `layer ${layer} is held by ${user}, which is not there`);
    const pull = book.get("pull", user);
    if (pull)
      book.hold(pull.state === "pulling", () => `layer ${layer} is held by a pull that is ${pull.state}`);
  }
  for (const { id, engine, tree, bytes } of book.all("image-layer")) {
    book.refer("engine", engine, () => `image layer ${id}`);
    book.hold(held.has(id), () => `image layer ${id} is held by nobody`);
    const row = book.all("file-tree").find(({ root }) => root === tree);
    book.hold(
      row?.bytes === bytes && row.paidBytes === bytes,
      () => `image layer ${id} of ${bytes} bytes has ${row?.bytes} on disk`,
    );
  }
  book.unique("image-layer", "the layer", ({ engine, digest }) => `${engine}:${digest}`);
  for (const { id, engine, layers: digests, references } of book.all("image")) {
    book.refer("engine", engine, () => `image ${id}`);
    for (const digest of digests) {
      const layer = layers.get(`${engine}:${digest}`);
      book.hold(
        layer !== undefined && pairs.has(`${layer.id}:${id}`),
        () => `image ${id} (${references.join()}) lacks the layer ${digest}`,
      );
    }
  }
  const names = book
    .all("image")
    .flatMap(({ engine, references }) => references.map((name) => `${engine}:${name}`));
  book.hold(new Set(names).size === names.length, () => "two images of one engine have the same name");
  book.unique("image", "the digest", ({ engine, digest }) => `${engine}:${digest}`);
  for (const { id, image } of book.all("repository-digest"))
    book.refer("image", image, () => `repository digest ${id}`);
  for (const { id, state, work } of book.all("pull")) {
    if (state !== "pulling") book.hold(work === null, () => `pull ${id} is ${state} and at work`);
    else if (work !== null) book.refer("work", work, () => `pull ${id}`);
  }
  for (const { id, pull, work } of book.all("layer-pull")) {
    book.refer("pull", pull, () => `layer pull ${id}`);
    if (work !== null) book.refer("work", work, () => `layer pull ${id}`);
  }
  for (const { id, state, work } of book.all("build")) {
    if (work !== null) book.refer("work", work, () => `build ${id}`);
    if (state !== "building" && state !== "pulling")
      book.hold(work === null, () => `build ${id} is ${state} and at work`);
  }
  for (const { id, build } of book.all("build-step")) book.refer("build", build, () => `build step ${id}`);
  for (const { id, layer } of book.all("cached-step"))
    if (layer !== null) book.refer("image-layer", layer, () => `cached step ${id}`);
}
