/** How pulls end: with an image, with an error, or before their time. */

import { note } from "../../core/happenings";
import { cancelWork } from "../../core/work";
import type { World } from "../../core/world";
import { imageCosts } from "../../costs/images";
import { engines } from "../tables";
import { publishedFor } from "./catalogue";
import { parseReference, repositoryOf } from "./references";
import { addImage, releaseLayers } from "./store";
import { layerPulls, type Pull, pulls, repositoryDigests } from "./tables";

function finish(world: World, pull: Pull, state: Pull["state"], error: string): void {
  releaseLayers(world, pull.id);
  world.update(pulls, pull.id, { state, error, endedAt: world.now, work: null });
}

/** Makes the image of a pull whose layers are all there, and names it. */
export function endPull(world: World, id: number): void {
  const pull = world.must(pulls, id);
  const { engine, reference, done } = pull;
  const parsed = parseReference(reference);
  if (!parsed.ok) throw new Error(parsed.refusal.why);
  const published = publishedFor(pull);
  const named = parsed.value.digest === "" ? reference : null;
  const image = addImage(world, engine, published.image, named, -imageCosts.publishedAgo.value);
  const digest = `${repositoryOf(parsed.value)}@${published.digest}`;
  if (world.first(repositoryDigests, "reference", `${engine}:${digest}`) === undefined)
    world.insert(repositoryDigests, { engine, image: image.id, reference: digest });
  finish(world, pull, "complete", "");
  note(world, world.must(engines, engine).layer, "pulled", `${reference} has been pulled`);
  world.callAfter(0, done);
}

function stopWork(world: World, pull: Pull): void {
  if (pull.work !== null) cancelWork(world, pull.work);
  for (const layer of world.find(layerPulls, "pull", pull.id)) {
    if (layer.work !== null) cancelWork(world, layer.work);
    if (layer.state !== "complete" && layer.state !== "exists")
      world.update(layerPulls, layer.id, { state: "cancelled", work: null });
  }
}

/** Gives up a pull because of an error; whoever waits for it is told. */
export function failPull(world: World, id: number, error: string): void {
  const pull = world.must(pulls, id);
  stopWork(world, pull);
  finish(world, pull, "failed", error);
  note(
    world,
    world.must(engines, pull.engine).layer,
    "pull-failed",
    `${pull.reference} was not pulled: ${error}`,
  );
  world.callAfter(0, pull.done);
}

/** Ends a pull before its time; nobody is told. Layers that it had unpacked go, unless others hold them. */
export function cancelPull(world: World, pull: Pull): void {
  stopWork(world, pull);
  finish(world, pull, "cancelled", "");
  note(
    world,
    world.must(engines, pull.engine).layer,
    "pull-cancelled",
    `${pull.reference} was not pulled to its end`,
  );
}
