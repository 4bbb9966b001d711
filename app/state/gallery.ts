/** The ready scenarios as pictures need them, for looking at all of them in development. */
import { readyScenario, readyScenarioNames, Simulation, settle, viewsOf } from "../sim/index";
import type { WorldView } from "../worlds/protocol";

/** A ready scenario at its two ends. */
export interface GalleryWorld {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** What there is at time 0, before anything of its story has happened. */
  readonly start: WorldView["layers"];
  /** What there is when its story is over and nothing is starting any more. */
  readonly end: WorldView["layers"];
}

/** Names of all ready scenarios, in their order. */
export const galleryNames: readonly string[] = readyScenarioNames;

/** Plays a ready scenario; `null` if there is none of this name, or if it cannot be set up. */
export function galleryWorld(name: string): GalleryWorld | null {
  const scenario = readyScenario(name);
  const begun = scenario && Simulation.start(scenario);
  if (!begun?.ok) return null;
  const simulation = begun.value;
  const { title, about, lasts } = simulation.scenario;
  const start = viewsOf(simulation.at(0));
  simulation.advance(Math.max(lasts, simulation.now));
  const world = simulation.world.clone();
  settle(world);
  return { name, title, about, start, end: viewsOf(world) };
}
