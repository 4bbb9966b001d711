/** Taking names from images, and images from an engine. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { type Container, containers, type Image, images } from "../tables";
import { familiar, parseReference } from "./references";
import { imageNamed, nameImage, releaseLayers } from "./store";
import { repositoryDigests } from "./tables";

const ID = "sha256:".length;
const SHORT = "123456789012".length;

/** What a removal or pruning of images did, as `docker rmi` lists it. */
export interface Removal {
  /** Names that were taken away. */
  readonly untagged: readonly string[];
  /** Digests of images that are gone. */
  readonly deleted: readonly string[];
  readonly reclaimedBytes: number;
}

function noSuchImage(what: string, reference: string): Result<never> {
  const parsed = parseReference(reference);
  const name = parsed.ok ? familiar(parsed.value) : reference;
  return refuse(
    "no-image",
    what,
    `No such image: ${name}`,
    "Pull or build it, or use the name of one that is there",
  );
}

/** Gives an image one more name. Refused: `no-image`, `invalid-reference`. */
export function tagImage(world: World, engineId: number, source: string, target: string): Result<Image> {
  const image = imageNamed(world, engineId, source);
  if (image === undefined) return noSuchImage(`${source} cannot be tagged`, source);
  const parsed = parseReference(target);
  if (!parsed.ok) return parsed;
  if (parsed.value.digest !== "")
    return refuse(
      "invalid-reference",
      `${target} cannot be a tag`,
      "refusing to create a tag with a digest reference",
    );
  return ok(nameImage(world, image.id, familiar(parsed.value)));
}

/** Deletes an image that has no names left and that no container uses. */
function deleteImage(world: World, image: Image): Removal {
  const digests = world.find(repositoryDigests, "image", image.id);
  for (const { id } of digests) world.remove(repositoryDigests, id);
  world.remove(images, image.id);
  return {
    untagged: digests.map(({ reference }) => reference),
    deleted: [image.digest],
    reclaimedBytes: releaseLayers(world, image.id),
  };
}

const isRunning = ({ state }: Container) =>
  state === "running" || state === "paused" || state === "restarting";

function userOf(world: World, image: Image): Container | undefined {
  const using = world.find(containers, "image", image.id);
  return using.find(isRunning) ?? using[0];
}

const shortId = (image: Image) => image.digest.slice(ID, ID + SHORT);

function conflict(image: string, why: string, wayOut: string): Result<never> {
  return refuse("image-in-use", `${image} cannot be removed`, why, wayOut);
}

function withoutNames(world: World, image: Image): Removal {
  const bare = world.update(images, image.id, { references: [] });
  const user = userOf(world, image);
  const gone =
    user === undefined ? deleteImage(world, bare) : { untagged: [], deleted: [], reclaimedBytes: 0 };
  return { ...gone, untagged: [...image.references, ...gone.untagged] };
}

function removeName(world: World, image: Image, reference: string, force: boolean): Result<Removal> {
  const digest = world.first(repositoryDigests, "reference", `${image.engine}:${reference}`);
  if (digest !== undefined && image.references.length > 0) {
    world.remove(repositoryDigests, digest.id);
    return ok({ untagged: [reference], deleted: [], reclaimedBytes: 0 });
  }
  if (image.references.length <= 1) {
    const user = userOf(world, image);
    if (user !== undefined && !force)
      return conflict(
        reference,
        `conflict: unable to remove repository reference "${reference}" (must force) - container ${user.containerId.slice(0, SHORT)} is using its referenced image ${shortId(image)}`,
        `Remove the container ${user.name} first, or remove the name by force`,
      );
    return ok(withoutNames(world, image));
  }
  const references = image.references.filter((candidate) => candidate !== reference);
  world.update(images, image.id, { references });
  return ok({ untagged: [reference], deleted: [], reclaimedBytes: 0 });
}

function removeById(world: World, image: Image, force: boolean): Result<Removal> {
  const id = shortId(image);
  const user = userOf(world, image);
  if (user !== undefined && isRunning(user))
    return conflict(
      id,
      `conflict: unable to delete ${id} (cannot be forced) - image is being used by running container ${user.containerId.slice(0, SHORT)}`,
      `Stop and remove the container ${user.name} first`,
    );
  const repositories = new Set(image.references.map((name) => name.slice(0, name.lastIndexOf(":"))));
  if (repositories.size > 1 && !force)
    return conflict(
      id,
      `conflict: unable to delete ${id} (must be forced) - image is referenced in multiple repositories`,
      "Remove it by its names, or by force",
    );
  if (user !== undefined && !force)
    return conflict(
      id,
      `conflict: unable to delete ${id} (must be forced) - image is being used by stopped container ${user.containerId.slice(0, SHORT)}`,
      `Remove the container ${user.name} first, or remove the image by force`,
    );
  return ok(withoutNames(world, image));
}

/**
 * `docker rmi`: takes a name away, and deletes the image with its last one; layers that other images share stay. Given
 * an identifier, all names go at once. Refused: `no-image`; `image-in-use` by a container, unless forced. While a
 * container uses it, an image that was removed by force stays without a name.
 */
export function removeImage(
  world: World,
  engineId: number,
  reference: string,
  force: boolean,
): Result<Removal> {
  const image = imageNamed(world, engineId, reference);
  if (image === undefined) return noSuchImage(`${reference} cannot be removed`, reference);
  const parsed = parseReference(reference);
  const name = parsed.ok ? familiar(parsed.value) : "";
  const byName = image.references.includes(name) || name.includes("@");
  return byName ? removeName(world, image, name, force) : removeById(world, image, force);
}

/** Deletes images that no container uses: those without a name, or with `all` every one. */
export function pruneImages(world: World, engineId: number, all: boolean): Removal {
  const unused = world
    .find(images, "engine", engineId)
    .filter((image) => (all || image.references.length === 0) && userOf(world, image) === undefined);
  const removals = unused.map((image) => withoutNames(world, image));
  return {
    untagged: removals.flatMap(({ untagged }) => untagged),
    deleted: removals.flatMap(({ deleted }) => deleted),
    reclaimedBytes: removals.reduce((sum, { reclaimedBytes }) => sum + reclaimedBytes, 0),
  };
}
