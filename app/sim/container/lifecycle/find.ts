/** From what a person types to an engine that answers and a container of it. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { engineAt } from "../engine/access";
import type { Container, Engine } from "../tables";
import { findContainer } from "./identify";
import { isRunning } from "./starting";

/** An engine and one of its containers. */
export interface Target {
  readonly engine: Engine;
  readonly container: Container;
}

/** The container that is named at a machine's command line. Refused: what `engineAt` and `findContainer` refuse. */
export function targetOf(world: World, machine: string, name: string): Result<Target> {
  const engine = engineAt(world, machine);
  if (!engine.ok) return engine;
  const container = findContainer(world, engine.value.id, name);
  return container.ok ? ok({ engine: engine.value, container: container.value }) : container;
}

/** Refuses (`not-running`) in the daemon's words. */
export function notRunning(container: Container, before = ""): Result<never> {
  return refuse(
    "not-running",
    `${before}container ${container.containerId} is not running`,
    `the container ${container.name} has no processes now`,
    `docker start ${container.name}`,
  );
}

/** The container, if it runs, paused or not. Refused: `not-running`. */
export function running(container: Container): Result<Container> {
  return isRunning(container) ? ok(container) : notRunning(container);
}
