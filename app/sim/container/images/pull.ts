/** Pulling an image from a registry: several layers at a time over the network, unpacked in order. */

import { type Call, call, defineEvent } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import { startWork, works } from "../../core/work";
import type { World } from "../../core/world";
import { imageCosts } from "../../costs/images";
import { freeOnDisk } from "../../kernel/files/disk";
import { sharesOf } from "../../machine/access";
import { machines } from "../../machine/tables";
import { cancelBuilds } from "../build/cancel";
import { type Engine, engines } from "../tables";
import { findPublished, type PublishedImage } from "./catalogue";
import { imageDigest } from "./content";
import { startDownloads, startLayers } from "./downloads";
import { cancelPull } from "./pull-end";
import { familiar, parseReference } from "./references";
import { diskOf, imageNamed, layerOf } from "./store";
import { layerPulls, type Pull, pulls } from "./tables";
import { freeWorkLayer } from "./work-layer";

const manifestRead = defineEvent<{ readonly pull: number }>("images.manifestRead");

/** Forgets the last pull of a reference, once another begins. */
function forgetEnded(world: World, engineId: number, reference: string): void {
  for (const old of world.find(pulls, "reference", `${engineId}:${reference}`)) {
    if (old.state === "pulling") continue;
    for (const layer of world.find(layerPulls, "pull", old.id)) world.remove(layerPulls, layer.id);
    world.remove(pulls, old.id);
  }
}

/** Whether work that a pull relies on was taken from it: its machine has lost power. */
function isLost(world: World, pull: Pull): boolean {
  const needed = [pull.work, ...world.find(layerPulls, "pull", pull.id).map(({ work }) => work)];
  return needed.some((work) => work !== null && world.get(works, work) === undefined);
}

function sweep(world: World, engineId: number): void {
  const lost = world.find(pulls, "active", engineId).filter((pull) => isLost(world, pull));
  for (const pull of lost) cancelPull(world, pull);
  if (lost.length > 0) startDownloads(world, engineId);
}

function room(world: World, engineId: number, name: string, { layers }: PublishedImage): Result<void> {
  const missing = layers.filter(({ digest }) => layerOf(world, engineId, digest) === undefined);
  const needed = missing.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = freeOnDisk(world, diskOf(world, engineId));
  if (needed <= free) return ok(undefined);
  return refuse(
    "ENOSPC",
    `${name} cannot be pulled`,
    `no space left on device: its layers take ${needed} bytes unpacked, and ${free} are free`,
    "Remove images or containers that are no longer used, or give the machine a larger disk",
  );
}

function askRegistry(world: World, engine: Engine, pull: Pull): Pull {
  const { id } = startWork(world, {
    layer: freeWorkLayer(world, `${engine.layer}/pull/${pull.reference}`),
    owner: engine.machine,
    steps: [{ phase: "ask registry", use: "wait", amount: imageCosts.registryAsk.value }],
    shares: sharesOf(world, engine.machine),
    done: call(manifestRead, { pull: pull.id }),
  });
  note(world, engine.layer, "pulling", `${pull.reference} is being pulled`);
  return world.update(pulls, pull.id, { work: id });
}

/**
 * Begins to pull an image for the architecture of the engine's machine; `done` is made when it is complete or has failed
 * (look whether `imageNamed` finds it, or at the pull's `error`). An image that is there in its newest version is done at
 * once. Refused: `invalid-reference`, `pull-denied`, `manifest-unknown`, `no-matching-manifest`, `ENOSPC`.
 */
export function pull(world: World, engineId: number, reference: string, done: Call): Result<Pull> {
  sweep(world, engineId);
  const parsed = parseReference(reference);
  if (!parsed.ok) return parsed;
  const engine = world.must(engines, engineId);
  const { arch } = world.must(machines, engine.machine);
  const name = familiar(parsed.value);
  const found = findPublished(parsed.value, arch);
  if (!found.ok) return found;
  const enough = room(world, engineId, name, found.value);
  if (!enough.ok) return enough;
  forgetEnded(world, engineId, name);
  const row = world.insert(pulls, {
    engine: engineId,
    reference: name,
    digest: found.value.digest,
    arch,
    state: "pulling",
    error: "",
    startedAt: world.now,
    endedAt: null,
    work: null,
    done,
  });
  if (imageNamed(world, engineId, name)?.digest !== imageDigest(found.value.image))
    return ok(askRegistry(world, engine, row));
  world.callAfter(0, done);
  return ok(world.update(pulls, row.id, { state: "up-to-date", endedAt: world.now }));
}

/** Ends all pulls and builds of an engine before their time: its daemon crashed or lost power. Nobody is called. */
export function cancelPulls(world: World, engineId: number): void {
  for (const row of world.find(pulls, "active", engineId)) cancelPull(world, row);
  cancelBuilds(world, engineId);
}

export const pullHandlers: Handlers = handler(manifestRead, (world, { pull: id }) => {
  const row = world.get(pulls, id);
  if (row?.state === "pulling") startLayers(world, world.update(pulls, id, { work: null }));
});
