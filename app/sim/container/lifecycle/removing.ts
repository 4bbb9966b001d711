/** The end of a container's record: its upper layer, its output, its places on networks, its hold on volumes. */
import { note } from "../../core/happenings";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { fileSystems } from "../../kernel/files/tables";
import { removeTree } from "../../kernel/files/tree";
import { removeStream } from "../../kernel/output";
import { forgetContainer } from "../networks/connect";
import { type Container, containers } from "../tables";
import { releaseVolumes } from "../volumes/uses";
import { execs } from "./exec-table";
import { containerRuns, runOf } from "./runs";

const BUSY = 'driver "overlay2" failed to remove root filesystem: device or resource busy';

/** Forgets a container that does not run, without a word. With `volumesToo` its anonymous volumes go as well. */
export function dropContainer(world: World, id: number, volumesToo: boolean): void {
  const { layer, upper, output } = world.must(containers, id);
  forgetContainer(world, id);
  releaseVolumes(world, id, volumesToo);
  for (const { id: exec, output: printed } of world.find(execs, "container", id)) {
    removeStream(world, printed);
    world.remove(execs, exec);
  }
  for (const phase of world.find(phases, "layer", layer)) world.remove(phases, phase.id);
  world.remove(containerRuns, runOf(world, id).id);
  world.remove(containers, id);
  removeTree(world, upper);
  removeStream(world, output);
}

/** Whether its root is still mounted somewhere: a process from outside that has entered its mount namespace keeps it. */
function isHeld(world: World, { upper }: Container): boolean {
  return upper !== 0 && world.first(fileSystems, "root", upper) !== undefined;
}

/**
 * Removes a container that does not run. With `volumesToo` its anonymous volumes go as well. One whose files somebody
 * outside still uses is dead from then on: it cannot be started, only removed, once it has been let go.
 */
export function removeNow(world: World, id: number, volumesToo: boolean): void {
  const container = world.must(containers, id);
  const { layer, name } = container;
  if (isHeld(world, container)) {
    world.update(containers, id, { state: "dead", error: BUSY });
    note(world, layer, "dead", `Container ${name} is dead: somebody outside of it still uses its files`);
    return;
  }
  dropContainer(world, id, volumesToo);
  note(world, layer, "removed", `Container ${name} is removed`);
}
