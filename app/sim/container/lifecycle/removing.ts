/** The end of a container's record: its upper layer, its output, its places on networks, its hold on volumes. */
import { note } from "../../core/happenings";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { removeTree } from "../../kernel/files/tree";
import { removeStream } from "../../kernel/output";
import { forgetContainer } from "../networks/connect";
import { containers } from "../tables";
import { releaseVolumes } from "../volumes/uses";
import { execs } from "./exec-table";
import { containerRuns, runOf } from "./runs";

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

/** Removes a container that does not run. With `volumesToo` its anonymous volumes go as well. */
export function removeNow(world: World, id: number, volumesToo: boolean): void {
  const { layer, name } = world.must(containers, id);
  dropContainer(world, id, volumesToo);
  note(world, layer, "removed", `Container ${name} is removed`);
}
