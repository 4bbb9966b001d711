/** Making a container: a record, a name, an empty upper layer. Nothing runs yet. */
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { stat } from "../../kernel/files/read";
import { createTree } from "../../kernel/files/tree";
import { kernelView } from "../../kernel/files/view";
import type { Kernel } from "../../kernel/kernel";
import { createStream } from "../../kernel/output";
import { processes } from "../../kernel/process/table";
import { canRunImage } from "../../machine/systems/compatibility";
import { machines } from "../../machine/tables";
import { kernelUnder } from "../engine/access";
import { imageNamed } from "../images/store";
import { type Container, type ContainerSpec, containers, type Engine, type Image } from "../tables";
import { ensureVolume } from "../volumes/ensure";
import { useVolume as holdVolume } from "../volumes/uses";
import { newIdentifier } from "./identify";
import { checkName, inventName, shortId } from "./names";
import type { ContainerOptions } from "./options";
import { containerRuns } from "./runs";
import { specOf } from "./spec";

/** What a container runs: entry point and command, the person's or else the image's. */
export function commandLine(spec: ContainerSpec, image: Image): readonly string[] {
  const entrypoint = spec.entrypoint ?? image.config.entrypoint;
  const given = spec.command.length > 0 || spec.entrypoint !== null;
  return [...entrypoint, ...(given ? spec.command : image.config.cmd)];
}

/** The kernel under an engine that answers. */
export function kernelFor(world: World, engine: Engine): Kernel {
  const kernel = kernelUnder(world, engine);
  if (kernel === undefined) throw new Error(`engine ${engine.id} has no kernel`);
  return kernel;
}

/** A layer identifier of its own: by name, with the identifier where a renamed container has that still. */
export function layerFor(world: World, machine: string, name: string, containerId: string): string {
  const layer = `${machine}/container/${name}`;
  return world.first(containers, "layer", layer) === undefined ? layer : `${layer}-${shortId(containerId)}`;
}

/** `--mount type=bind` wants its source to be there; `-v` makes a directory. */
function checkBinds(world: World, kernel: Kernel, asked: ContainerOptions): Result<void> {
  const view = kernelView(world, world.must(processes, kernel.init).ns.mnt);
  for (const mount of asked.mounts ?? []) {
    if (typeof mount === "string" || mount.kind !== "bind") continue;
    const source = mount.source ?? "";
    if (!stat(world, view, source).ok)
      return refuse(
        "no-bind-source",
        `invalid mount config for type "bind": bind source path does not exist: ${source}`,
        "a bind mount shows a file or directory of the engine's machine, and there is none at that path",
        "Make the directory first, or write the mount as /host/path:/path, which makes it",
      );
  }
  return ok(undefined);
}

/** Names the volumes of a specification, making those that are not there. */
function withVolumes(
  world: World,
  engine: Engine,
  spec: ContainerSpec,
): { spec: ContainerSpec; used: number[] } {
  const used: number[] = [];
  const mounts = spec.mounts.map((mount) => {
    if (mount.kind !== "volume") return mount;
    const volume = ensureVolume(world, engine.id, mount.source === "" ? null : mount.source);
    used.push(volume.id);
    return { ...mount, source: volume.name };
  });
  return { spec: { ...spec, mounts }, used };
}

/** Room for a new container's record: everything about it that is not what the person asked for. */
const UNSTARTED = {
  state: "created",
  process: null,
  shim: null,
  cgroup: null,
  exit: null,
  oomKilled: false,
  error: "",
  restarts: 0,
  stoppedByHand: false,
  startedAt: null,
  finishedAt: null,
} as const;

/**
 * Makes a container from an image that the engine has. Refused: `no-image`, `name-taken`, `bad-name`, `no-command`, what
 * `specOf` and `canRunImage` refuse.
 */
export function createContainer(
  world: World,
  engine: Engine,
  asked: ContainerOptions,
  givenName: string | null,
): Result<Container> {
  const image = imageNamed(world, engine.id, asked.image);
  if (image === undefined)
    return refuse(
      "no-image",
      `No such image: ${asked.image}`,
      "the engine has no image of that name",
      `Pull it first: docker pull ${asked.image}`,
    );
  const kernel = kernelFor(world, engine);
  const fits = canRunImage(kernel, { reference: asked.image, os: image.os, arch: image.arch });
  if (!fits.ok) return fits;
  const checked = specOf(asked, image.config.volumes, kernel.cpus);
  if (!checked.ok) return checked;
  const binds = checkBinds(world, kernel, asked);
  if (!binds.ok) return binds;
  if (commandLine(checked.value, image).length === 0)
    return refuse(
      "no-command",
      "no command specified",
      "neither the image nor the person says what is to run",
      "Give a command after the image's name",
    );
  const containerId = newIdentifier(world, engine.id);
  const name =
    givenName === null
      ? ok(inventName(world, engine.id, containerId))
      : checkName(world, engine.id, givenName);
  if (!name.ok) return name;
  const { spec, used } = withVolumes(world, engine, checked.value);
  const layer = layerFor(world, world.must(machines, engine.machine).name, name.value, containerId);
  const container = world.insert(containers, {
    ...UNSTARTED,
    engine: engine.id,
    name: name.value,
    containerId,
    image: image.id,
    spec,
    layer,
    upper: createTree(world),
    output: createStream(world, layer),
    createdAt: world.now,
  });
  remember(world, container);
  for (const volume of used) holdVolume(world, container.id, volume);
  note(world, layer, "created", `Container ${container.name} is made from ${asked.image}`);
  return ok(container);
}

/** Begins the engine's own notes on a container. */
export function remember(world: World, container: Container): void {
  world.insert(containerRuns, {
    container: container.id,
    engine: container.engine,
    generation: 0,
    stage: null,
    work: null,
    namespaces: {},
    ownFiles: 0,
    killed: false,
    afterwards: "rest",
    moveTo: null,
    withVolumes: false,
    unseen: false,
    delayMs: 0,
  });
}
