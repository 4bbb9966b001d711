/** An image from a container: what it wrote becomes a layer on top of its image's. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { type Container, containers, type Image, type ImageConfig, images } from "../tables";
import { layerContent } from "./content";
import { filesOf } from "./files";
import { familiar, parseReference } from "./references";
import { addImage, addLayer } from "./store";

function configOf({ spec }: Container, base: ImageConfig): ImageConfig {
  return {
    ...base,
    entrypoint: spec.entrypoint ?? base.entrypoint,
    cmd: spec.command.length > 0 || spec.entrypoint !== null ? spec.command : base.cmd,
    env: { ...base.env, ...spec.env },
    labels: { ...base.labels, ...spec.labels },
    user: spec.user || base.user,
    workdir: spec.workdir || base.workdir,
    exposedPorts: [
      ...new Set([...base.exposedPorts, ...spec.ports.map(({ port, protocol }) => `${port}/${protocol}`)]),
    ],
  };
}

/**
 * `docker commit`: the container's upper tree becomes a layer; its command line, environment and other settings become
 * the image's. What it wrote to volumes is not part of it. `reference` null leaves the image without a name. Takes no
 * time. Refused: `ENOSPC`, `invalid-reference`.
 */
export function commitContainer(world: World, containerId: number, reference: string | null): Result<Image> {
  const parsed = reference === null ? null : parseReference(reference);
  if (parsed?.ok === false) return parsed;
  const container = world.must(containers, containerId);
  const base = world.must(images, container.image);
  const content = layerContent(filesOf(world, container.upper), base.arch);
  const config = configOf(container, base.config);
  const createdBy = [...config.entrypoint, ...config.cmd].join(" ");
  const emptyLayer = content.files.length === 0;
  const layers = emptyLayer ? base.layers : [...base.layers, content.digest];
  if (!emptyLayer) {
    const added = addLayer(world, container.engine, content);
    if (!added.ok) return added;
  }
  const history = [...base.history, { createdBy, bytes: content.bytes, emptyLayer }];
  const { arch, os } = base;
  const name = parsed === null ? null : familiar(parsed.value);
  return ok(addImage(world, container.engine, { layers, config, history, arch, os }, name));
}
