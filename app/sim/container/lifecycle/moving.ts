/** Moving a container to another machine: stopped here, sent over the network with what its image lacks there, started there. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Refusal, type Result, refuse } from "../../core/result";
import { startWork } from "../../core/work";
import type { World } from "../../core/world";
import { copyTree } from "../../kernel/files/overlay";
import { removeTree, storeTree, treeBytes } from "../../kernel/files/tree";
import { createStream } from "../../kernel/output";
import { sharesOf } from "../../machine/access";
import { canMoveContainer } from "../../machine/systems/compatibility";
import { machines } from "../../machine/tables";
import { answers } from "../engine/access";
import { copyImage, missingBytes } from "../images/transfer";
import { networkNamed } from "../networks/find";
import { type Container, containers, type Engine, engines, images } from "../tables";
import { kernelFor, layerFor, remember } from "./create";
import { movedOver, readyToMove } from "./events";
import { newIdentifier } from "./identify";
import { checkName } from "./names";
import { removeNow } from "./removing";
import { containerRuns, runOf } from "./runs";
import { isRunning, isStarting, startContainer } from "./starting";
import { stopContainer } from "./stopping";

function checkMove(world: World, from: Engine, container: Container, to: Engine): Result<void> {
  const { name: there } = world.must(machines, to.machine);
  const what = `Container ${container.name} cannot move to ${there}`;
  if (from.id === to.id) return refuse("same-engine", what, "it is there already", "Name another machine");
  const { os, arch } = world.must(images, container.image);
  const fits = canMoveContainer(kernelFor(world, from), kernelFor(world, to), {
    reference: container.spec.image,
    os,
    arch,
  });
  if (!fits.ok) return fits;
  const name = checkName(world, to.id, container.name);
  if (!name.ok) return name;
  const kept = container.spec.mounts.find(({ kind }) => kind !== "tmpfs");
  if (kept !== undefined)
    return refuse(
      "has-mounts",
      what,
      `its data at ${kept.target} is on this machine, beside the container, and would stay behind`,
      "Copy the data over, and run a new container there",
    );
  const network = networkNamed(world, to.id, container.spec.network);
  if (!network.ok && !container.spec.network.startsWith("container:")) return network;
  return ok(undefined);
}

/**
 * Begins to move a container; one that runs is stopped first and started there. It is a container of its own there, with
 * the same name and files. Refused: what `canMoveContainer` refuses, `same-engine`, `name-taken`, `has-mounts`, `no-network`.
 */
export function moveContainer(world: World, from: Engine, container: Container, to: Engine): Result<void> {
  const checked = checkMove(world, from, container, to);
  if (!checked.ok) return checked;
  const run = runOf(world, container.id);
  world.update(containerRuns, run.id, { moveTo: to.id });
  const runs = isRunning(container) || container.state === "restarting" || isStarting(world, container);
  if (runs) stopContainer(world, container, { graceMs: null, byHand: false, afterwards: "move" });
  else world.after(0, readyToMove, { container: container.id, generation: run.generation });
  return ok(undefined);
}

function transfer(world: World, container: Container, to: Engine): void {
  const { generation } = runOf(world, container.id);
  const { machine } = world.must(engines, container.engine);
  const bytes =
    missingBytes(world, world.must(images, container.image), to.id) + treeBytes(world, container.upper);
  note(
    world,
    container.layer,
    "moving",
    `Container ${container.name} is sent to ${world.must(machines, to.machine).name}`,
  );
  startWork(world, {
    layer: container.layer,
    owner: machine,
    steps: [{ phase: "transfer", use: "net", amount: bytes }],
    shares: sharesOf(world, machine),
    done: call(movedOver, { container: container.id, generation }),
  });
}

/** The container as it is on the other engine, not yet running. Refused: ENOSPC. */
function arrive(world: World, container: Container, to: Engine): Result<Container> {
  const name = checkName(world, to.id, container.name);
  if (!name.ok) return name;
  const upper = copyTree(world, container.upper);
  const stored = storeTree(world, upper, world.must(machines, to.machine).disk);
  const image = stored.ok ? copyImage(world, container.image, to.id) : stored;
  if (!image.ok) {
    removeTree(world, upper);
    return image;
  }
  const { id: _, ...rest } = container;
  const containerId = newIdentifier(world, to.id);
  const layer = layerFor(world, world.must(machines, to.machine).name, container.name, containerId);
  const moved = world.insert(containers, {
    ...rest,
    engine: to.id,
    containerId,
    image: image.value.id,
    layer,
    upper,
    output: createStream(world, layer),
    createdAt: world.now,
  });
  remember(world, moved);
  return ok(moved);
}

function stays(world: World, container: Container, refusal: Pick<Refusal, "why">): void {
  world.update(containerRuns, runOf(world, container.id).id, { moveTo: null, afterwards: "rest" });
  note(
    world,
    container.layer,
    "move-failed",
    `Container ${container.name} stays where it is: ${refusal.why}`,
  );
}

/** The moving container and where it moves to, if it is still to move. */
function stillMoving(
  world: World,
  id: number,
  generation: number,
): { container: Container; to: Engine } | undefined {
  const container = world.get(containers, id);
  if (container === undefined || isRunning(container)) return undefined;
  const run = runOf(world, id);
  if (run.moveTo === null || run.generation !== generation) return undefined;
  const to = world.get(engines, run.moveTo);
  if (to !== undefined) return { container, to };
  stays(world, container, { why: "the engine there is gone with its machine" });
  return undefined;
}

/** What happens while a container moves. */
export const movingHandlers: Handlers = {
  ...handler(readyToMove, (world, { container: id, generation }) => {
    const moving = stillMoving(world, id, generation);
    if (moving) transfer(world, moving.container, moving.to);
  }),
  ...handler(movedOver, (world, { container: id, generation }) => {
    const moving = stillMoving(world, id, generation);
    if (moving === undefined) return;
    const { container, to } = moving;
    if (!answers(world, to)) {
      stays(world, container, { why: "the engine there does not answer any more" });
      return;
    }
    const arrived = arrive(world, container, to);
    if (!arrived.ok) {
      stays(world, container, arrived.refusal);
      return;
    }
    const wasRunning = runOf(world, id).afterwards === "move";
    note(world, arrived.value.layer, "moved", `Container ${container.name} has come from another machine`);
    removeNow(world, id, false);
    if (wasRunning) startContainer(world, arrived.value, "engine");
  }),
};
