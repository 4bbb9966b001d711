/** A stage while a build is planned: the image as it is so far. */
import type { World } from "../../core/world";
import type { Architecture } from "../../kernel/kernel";
import { DEFAULT_PATH } from "../../kernel/programs/find";
import { EMPTY_CONFIG } from "../images/catalogue";
import type { LayerContent } from "../images/content";
import { filesOf } from "../images/files";
import { type ImageSpec, layerTrees } from "../images/store";
import type { Image } from "../tables";
import { type Picture, withLayer } from "./picture";

/** An image so far, what is seen of its files, and the variables in force. */
export interface StageState {
  image: ImageSpec;
  picture: Picture;
  /** Digest of all that the files depend on: the parent's part of the next step's key. */
  key: string;
  /** Values of ARGs. */
  args: Record<string, string>;
}

/** What is seen of an image in an engine's store. */
export function pictureOf(world: World, image: Image): Picture {
  let picture: Picture = new Map();
  for (const tree of layerTrees(world, image).reverse()) picture = withLayer(picture, filesOf(world, tree));
  return picture;
}

/** A stage that stands on an image. */
export function stateOn(world: World, image: Image): StageState {
  const { layers, config, history, arch, os, digest } = image;
  const spec = { layers, config, history, arch, os };
  return { image: spec, picture: pictureOf(world, image), key: digest, args: {} };
}

/** A stage that stands on nothing. */
export function stateOnNothing(arch: Architecture): StageState {
  const config = { ...EMPTY_CONFIG, env: { PATH: DEFAULT_PATH } };
  const image = { layers: [], config, history: [], arch, os: "linux" as const };
  return { image, picture: new Map(), key: "scratch", args: {} };
}

/** Variables that an instruction may use: ENV goes before ARG. */
export function variablesOf({ args, image }: StageState): Record<string, string> {
  return { ...args, ...image.config.env };
}

/** Puts a layer, if anything changed, and a line of history on an image. */
export function addStep(state: StageState, createdBy: string, layer: LayerContent | null): void {
  const { image } = state;
  const layers = layer ? [...image.layers, layer.digest] : image.layers;
  const line = { createdBy, bytes: layer?.bytes ?? 0, emptyLayer: layer === null };
  state.image = { ...image, layers, history: [...image.history, line] };
}
