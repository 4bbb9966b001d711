/** Finding an application by the names of its machine and itself. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { type App, apps } from "../tables";

/** Identifier of an application's layer. */
export function appLayer(machineName: string, name: string): string {
  return `${machineName}/app/${name}`;
}

/** The application of this name on a machine. Refused: `no-app`. */
export function appNamed(world: World, machineName: string, name: string): Result<App> {
  const app = world.first(apps, "layer", appLayer(machineName, name));
  if (app) return ok(app);
  return refuse(
    "no-app",
    `There is no application ${name} on ${machineName}`,
    "none of that name is installed there",
    "Install it first",
  );
}
