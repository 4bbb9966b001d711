/** What happens on the events of builds. */
import { type Handlers, handler } from "../../core/handlers";
import type { World } from "../../core/world";
import { familiar, parseReference } from "../images/references";
import { imageNamed } from "../images/store";
import { pulls } from "../images/tables";
import { goOn, sourcesOf } from "./build";
import { basePulled, stepsDone } from "./events";
import { failBuild, finishBuild } from "./finish";
import { builds } from "./tables";

function onBasePulled(world: World, id: number, reference: string): void {
  const row = world.get(builds, id);
  if (row?.state !== "pulling" || row.spec === null) return;
  const sources = sourcesOf(row.spec);
  if (!sources.ok) throw new Error(sources.refusal.why);
  if (imageNamed(world, row.engine, reference) !== undefined) {
    goOn(world, id, row.spec, sources.value);
    return;
  }
  const name = parseReference(reference);
  const key = name.ok ? familiar(name.value) : reference;
  const failed = world.first(pulls, "reference", `${row.engine}:${key}`);
  failBuild(world, id, failed?.error ?? `${reference} could not be pulled`, 0);
}

export const buildHandlers: Handlers = {
  ...handler(basePulled, (world, { build, reference }) => onBasePulled(world, build, reference)),
  ...handler(stepsDone, (world, { build }) => {
    if (world.get(builds, build)?.state === "building") finishBuild(world, build);
  }),
};
