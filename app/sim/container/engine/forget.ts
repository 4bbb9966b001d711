/** The end of what an engine has: the disk that it was on is gone, or holds something else now. */
import type { Call } from "../../core/events";
import type { World } from "../../core/world";
import { removePool } from "../../kernel/net/pool";
import { bootHooks, downHooks } from "../../machine/boot/hooks";
import { buildSteps, builds, cachedSteps } from "../build/tables";
import { removeProduct } from "../hidden/remove";
import { cancelPulls } from "../images/pull";
import { releaseLayers } from "../images/store";
import { layerPulls, pulls, repositoryDigests } from "../images/tables";
import { dropContainer } from "../lifecycle/removing";
import { tearDown } from "../lifecycle/teardown";
import { poolFor } from "../networks/bridge";
import { containers, type Engine, engines, images, networks, volumes } from "../tables";
import { discard } from "../volumes/remove";
import { dropSkeleton } from "./skeleton";

function forgetImages(world: World, engine: number): void {
  for (const { id } of world.find(images, "engine", engine)) {
    for (const digest of world.find(repositoryDigests, "image", id))
      world.remove(repositoryDigests, digest.id);
    world.remove(images, id);
    releaseLayers(world, id);
  }
  for (const { id } of world.find(cachedSteps, "engine", engine)) {
    world.remove(cachedSteps, id);
    releaseLayers(world, id);
  }
}

function forgetWork(world: World, engine: number): void {
  cancelPulls(world, engine);
  for (const { id } of world.find(pulls, "engine", engine)) {
    for (const layer of world.find(layerPulls, "pull", id)) world.remove(layerPulls, layer.id);
    world.remove(pulls, id);
  }
  for (const { id } of world.find(builds, "engine", engine)) {
    for (const step of world.find(buildSteps, "build", id)) world.remove(buildSteps, step.id);
    world.remove(builds, id);
  }
}

/** Forgets all that an engine has: pulls, builds, containers, volumes, networks, images. Its machine must not be up. */
export function emptyEngine(world: World, engine: number): void {
  forgetWork(world, engine);
  for (const { id } of world.find(containers, "engine", engine)) {
    tearDown(world, id);
    dropContainer(world, id, false);
  }
  for (const volume of world.find(volumes, "engine", engine)) discard(world, volume);
  for (const network of world.find(networks, "engine", engine)) {
    if (network.driver === "bridge") removePool(world, poolFor(world, network));
    world.remove(networks, network.id);
  }
  forgetImages(world, engine);
}

const isFor = (engine: number, { payload }: Call) =>
  (payload as { readonly engine?: number } | null)?.engine === engine;

/** Forgets an engine with all that it has; nobody calls it any more when its machine starts or stops. */
export function forgetEngine(world: World, engine: Engine): void {
  const { id, machine } = engine;
  emptyEngine(world, id);
  dropSkeleton(world, id);
  for (const hook of world.find(bootHooks, "machine", machine))
    if (isFor(id, hook.call)) world.remove(bootHooks, hook.id);
  for (const hook of world.find(downHooks, "machine", machine))
    if (isFor(id, hook.call)) world.remove(downHooks, hook.id);
  removeProduct(world, engine);
  world.remove(engines, id);
}
