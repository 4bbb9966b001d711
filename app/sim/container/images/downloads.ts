/** The layers of pulls: downloaded several at a time, verified and unpacked in order, each once however many pulls want it. */

import { call, defineEvent } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { type Step, startWork } from "../../core/work";
import type { World } from "../../core/world";
import { imageCosts } from "../../costs/images";
import { sharesOf } from "../../machine/access";
import { engines } from "../tables";
import { publishedFor } from "./catalogue";
import { endPull, failPull } from "./pull-end";
import { addLayer, holdLayer, layerOf } from "./store";
import { type LayerPull, layerPulls, type Pull, pulls } from "./tables";
import { freeWorkLayer } from "./work-layer";

const downloaded = defineEvent<{ readonly layer: number }>("images.layerDownloaded");
const unpacked = defineEvent<{ readonly layer: number }>("images.layerUnpacked");

const SHORT_DIGEST = "sha256:".length + "123456789012".length;

function work(world: World, row: LayerPull, steps: readonly Step[], done: typeof downloaded): number {
  const engine = world.must(engines, row.engine);
  const { reference } = world.must(pulls, row.pull);
  const short = row.digest.slice("sha256:".length, SHORT_DIGEST);
  return startWork(world, {
    layer: freeWorkLayer(world, `${engine.layer}/pull/${reference}/${short}`),
    owner: engine.machine,
    steps,
    shares: sharesOf(world, engine.machine),
    done: call(done, { layer: row.id }),
  }).id;
}

function alreadyThere(world: World, row: LayerPull): boolean {
  const layer = layerOf(world, row.engine, row.digest);
  if (layer === undefined) return false;
  holdLayer(world, row.pull, layer);
  world.update(layerPulls, row.id, { state: "exists", work: null });
  return true;
}

function comesWithAnother(world: World, row: LayerPull): boolean {
  return world
    .find(layerPulls, "digest", `${row.engine}:${row.digest}`)
    .some(({ state }) => state === "downloading" || state === "downloaded" || state === "unpacking");
}

function startDownload(world: World, row: LayerPull): void {
  const steps: Step[] = [
    { phase: "ask for layer", use: "wait", amount: imageCosts.layerAsk.value },
    { phase: "download", use: "net", amount: row.bytes },
  ];
  world.update(layerPulls, row.id, { state: "downloading", work: work(world, row, steps, downloaded) });
}

/** Starts downloads of an engine's waiting layers, as many as may run at once. */
export function startDownloads(world: World, engineId: number): void {
  let running = world.find(layerPulls, "state", `${engineId}:downloading`).length;
  for (const row of world.find(layerPulls, "state", `${engineId}:waiting`)) {
    if (running >= imageCosts.downloadsAtOnce.value) return;
    if (comesWithAnother(world, row) || alreadyThere(world, row)) continue;
    startDownload(world, row);
    running++;
  }
}

const finished = ({ state }: LayerPull) => state === "complete" || state === "exists";

/** Unpacks the lowest layer of a pull that is not unpacked yet, or ends the pull when there is none. */
function goOn(world: World, pullId: number): void {
  const next = world.find(layerPulls, "pull", pullId).find((row) => !finished(row));
  if (next === undefined) endPull(world, pullId);
  if (next?.state !== "downloaded") return;
  const steps: Step[] = [
    { phase: "verify checksum", use: "cpu", amount: next.bytes / imageCosts.checksum.value },
    { phase: "unpack", use: "cpu", amount: next.unpackedBytes / imageCosts.unpack.value },
    { phase: "write to disk", use: "disk", amount: next.unpackedBytes },
  ];
  world.update(layerPulls, next.id, { state: "unpacking", work: work(world, next, steps, unpacked) });
}

/** Begins with the layers of a pull, once its manifest is known. */
export function startLayers(world: World, pull: Pull): void {
  const { engine, id } = pull;
  for (const [place, { digest, downloadBytes, bytes }] of publishedFor(pull).layers.entries()) {
    const fields = { pull: id, engine, digest, place, bytes: downloadBytes, unpackedBytes: bytes };
    alreadyThere(world, world.insert(layerPulls, { ...fields, state: "waiting", work: null }));
  }
  startDownloads(world, engine);
  goOn(world, id);
}

function onDownloaded(world: World, { layer }: { readonly layer: number }): void {
  const row = world.get(layerPulls, layer);
  if (row?.state !== "downloading") return;
  world.update(layerPulls, layer, { state: "downloaded", work: null });
  startDownloads(world, row.engine);
  goOn(world, row.pull);
}

function onUnpacked(world: World, { layer }: { readonly layer: number }): void {
  const row = world.get(layerPulls, layer);
  if (row?.state !== "unpacking") return;
  const content = publishedFor(world.must(pulls, row.pull)).layers[row.place];
  if (content === undefined) throw new Error(`no layer ${row.place} in pull ${row.pull}`);
  const added = addLayer(world, row.engine, content);
  if (!added.ok) {
    failPull(world, row.pull, added.refusal.why);
    startDownloads(world, row.engine);
    return;
  }
  holdLayer(world, row.pull, added.value);
  world.update(layerPulls, layer, { state: "complete", work: null });
  const others = world.find(layerPulls, "digest", `${row.engine}:${row.digest}`);
  for (const other of others)
    if (other.state === "waiting" && alreadyThere(world, other)) goOn(world, other.pull);
  startDownloads(world, row.engine);
  goOn(world, row.pull);
}

export const downloadHandlers: Handlers = {
  ...handler(downloaded, onDownloaded),
  ...handler(unpacked, onUnpacked),
};
