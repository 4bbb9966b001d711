/** Installing applications on a system: their own files, and the libraries that they bring along. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { appCosts } from "../../costs/boot";
import { PROGRAM_MODE } from "../../kernel/files/abi";
import { plantTree } from "../../kernel/files/tree";
import { systemOf } from "../access";
import { type App, apps, machines } from "../tables";
import { appLayer } from "./find";

/** What is to be installed; sizes in bytes, all with defaults. */
export interface AppSpec {
  readonly name: string;
  /** What its libraries are, for diagrams: `Bins/Libs`, `MySQL client, Python packages`. */
  readonly libsLabel?: string | undefined;
  readonly libsBytes?: number | undefined;
  readonly appBytes?: number | undefined;
  readonly memoryBytes?: number | undefined;
  /** Port that it listens on; none if left out. */
  readonly port?: number | undefined;
  /** Starts with the system; true if left out. */
  readonly autostart?: boolean | undefined;
}

/** Installs an application on a machine's system at once, under `/opt`. Refused: `no-os`, `name-taken`, ENOSPC. */
export function installApp(world: World, machineId: number, spec: AppSpec): Result<App> {
  const machine = world.must(machines, machineId);
  const what = `${spec.name} cannot be installed on ${machine.name}`;
  const system = systemOf(world, machineId);
  if (system === undefined)
    return refuse(
      "no-os",
      what,
      `${machine.name} has no operating system`,
      `Install one on ${machine.name} first`,
    );
  const layer = appLayer(machine.name, spec.name);
  if (world.first(apps, "layer", layer) !== undefined)
    return refuse("name-taken", what, "an application of that name is there already", "Choose another name");
  const libsBytes = spec.libsBytes ?? appCosts.libsBytes.value;
  const appBytes = spec.appBytes ?? appCosts.appBytes.value;
  const directory = `/opt/${spec.name}`;
  const planted = plantTree(
    world,
    system.rootTree,
    [
      { path: `${directory}/bin/${spec.name}`, size: appBytes, mode: PROGRAM_MODE },
      { path: `${directory}/lib/libraries`, size: libsBytes },
    ],
    machine.disk,
  );
  if (!planted.ok) return planted;
  return ok(
    world.insert(apps, {
      machine: machineId,
      name: spec.name,
      layer,
      libsLabel: spec.libsLabel ?? "binaries and libraries",
      libsBytes,
      appBytes,
      memoryBytes: spec.memoryBytes ?? appCosts.memoryBytes.value,
      port: spec.port ?? null,
      autostart: spec.autostart ?? true,
      process: null,
    }),
  );
}
