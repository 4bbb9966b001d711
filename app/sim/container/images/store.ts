/** An engine's store of images: named, content-addressed, each distinct layer kept once. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { createTree, plantTree, removeTree } from "../../kernel/files/tree";
import { machines } from "../../machine/tables";
import { engines, type Image, type ImageLayer, imageLayers, images } from "../tables";
import { imageDigest, type LayerContent } from "./content";
import { familiar, parseReference, repositoryOf } from "./references";
import { layerUses, repositoryDigests } from "./tables";

/** What an image is made of, apart from its layers' files. */
export type ImageSpec = Pick<Image, "layers" | "config" | "history" | "arch" | "os">;

const PREFIX = /^(?:sha256:)?([0-9a-f]{1,64})$/;

/** Disk of the machine that an engine runs on. */
export function diskOf(world: World, engineId: number): number {
  return world.must(machines, world.must(engines, engineId).machine).disk;
}

function byReference(world: World, engineId: number, text: string): Image | undefined {
  const parsed = parseReference(text);
  if (!parsed.ok) return undefined;
  const { digest } = parsed.value;
  if (digest === "") return world.first(images, "reference", `${engineId}:${familiar(parsed.value)}`);
  const key = `${engineId}:${repositoryOf(parsed.value)}@${digest}`;
  const found = world.first(repositoryDigests, "reference", key);
  return found && world.get(images, found.image);
}

function byDigest(world: World, engineId: number, text: string): Image | undefined {
  const prefix = PREFIX.exec(text)?.[1];
  if (prefix === undefined) return undefined;
  const whole = `sha256:${prefix}`;
  const exact = world.first(images, "digest", `${engineId}:${whole}`);
  if (exact !== undefined) return exact;
  const fitting = world.find(images, "engine", engineId).filter((image) => image.digest.startsWith(whole));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/**
 * The image that a person means: a reference in any form (`nginx`, `docker.io/library/nginx:latest`,
 * `nginx@sha256:…`), a digest, or a prefix of a digest's hexadecimal digits that fits one image only.
 */
export function imageNamed(world: World, engineId: number, reference: string): Image | undefined {
  return byReference(world, engineId, reference) ?? byDigest(world, engineId, reference);
}

/** The layer with this digest in an engine's store. */
export function layerOf(world: World, engineId: number, digest: string): ImageLayer | undefined {
  return world.first(imageLayers, "digest", `${engineId}:${digest}`);
}

function layersOf(world: World, image: Image): ImageLayer[] {
  return image.layers.map((digest) => {
    const layer = layerOf(world, image.engine, digest);
    if (layer === undefined) throw new Error(`image ${image.id} lacks layer ${digest}`);
    return layer;
  });
}

/** Roots of the trees of an image's layers, topmost first: the lower layers of an overlay. */
export function layerTrees(world: World, image: Image): number[] {
  return layersOf(world, image)
    .map((layer) => layer.tree)
    .reverse();
}

/** Bytes of an image with all its layers, as `docker images` shows them. */
export function imageBytes(world: World, image: Image): number {
  return layersOf(world, image).reduce((sum, layer) => sum + layer.bytes, 0);
}

/**
 * Puts a layer into an engine's store, on the disk of the engine's machine; one that is there already is used.
 * Refused (`ENOSPC`) when the disk is full.
 */
export function addLayer(world: World, engineId: number, content: LayerContent): Result<ImageLayer> {
  const { digest, bytes, files } = content;
  const there = layerOf(world, engineId, digest);
  if (there !== undefined) return ok(there);
  const tree = createTree(world);
  const planted = plantTree(world, tree, files, diskOf(world, engineId));
  if (!planted.ok) {
    removeTree(world, tree);
    return planted;
  }
  return ok(world.insert(imageLayers, { engine: engineId, digest, bytes, tree }));
}

/** Lets an image, a pull, a build, or an entry of the build cache (its row number) hold a layer. */
export function holdLayer(world: World, user: number, layer: ImageLayer): void {
  world.insert(layerUses, { layer: layer.id, user });
}

/** Lets go of all layers that a row holds; those that nothing else holds leave the store. Returns bytes reclaimed. */
export function releaseLayers(world: World, user: number): number {
  let reclaimed = 0;
  for (const use of world.find(layerUses, "user", user)) {
    world.remove(layerUses, use.id);
    if (world.first(layerUses, "layer", use.layer) !== undefined) continue;
    const { bytes, tree } = world.must(imageLayers, use.layer);
    removeTree(world, tree);
    world.remove(imageLayers, use.layer);
    reclaimed += bytes;
  }
  return reclaimed;
}

/** Gives an image a familiar reference; the image that had it loses it. */
export function nameImage(world: World, imageId: number, reference: string): Image {
  const image = world.must(images, imageId);
  const holder = world.first(images, "reference", `${image.engine}:${reference}`);
  if (holder?.id === image.id) return image;
  if (holder !== undefined)
    world.update(images, holder.id, { references: holder.references.filter((name) => name !== reference) });
  return world.update(images, image.id, { references: [...image.references, reference] });
}

/**
 * Puts an image into an engine's store; its layers must be there. The same content is the same image. With a familiar
 * reference, that name moves to it: an image that loses its last name is dangling. `createdAt` is virtual ms.
 */
export function addImage(
  world: World,
  engineId: number,
  spec: ImageSpec,
  reference: string | null,
  createdAt = world.now,
): Image {
  const { layers, config, history, arch, os } = spec;
  const digest = imageDigest(spec);
  let image = world.first(images, "digest", `${engineId}:${digest}`);
  if (image === undefined) {
    const fields = { engine: engineId, digest, references: [], layers, config, history, arch, os, createdAt };
    image = world.insert(images, fields);
    for (const layer of new Set(layersOf(world, image))) holdLayer(world, image.id, layer);
  }
  return reference === null ? image : nameImage(world, image.id, reference);
}

/** Bytes that an engine's images and build cache take on disk: each distinct layer once. */
export function imagesBytes(world: World, engineId: number): number {
  return world.find(imageLayers, "engine", engineId).reduce((sum, layer) => sum + layer.bytes, 0);
}
