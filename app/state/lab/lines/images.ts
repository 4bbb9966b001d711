/** Lines about images, networks and volumes. */
import { docker } from "./containers";
import { each, flag, pairs, toggle } from "./docker-options";
import type { Lines } from "./typed-line";

export const imageLines: Lines<
  | "pullImage"
  | "tagImage"
  | "removeImage"
  | "commitContainer"
  | "pruneImages"
  | "buildImage"
  | "pruneBuildCache"
> = {
  pullImage: ({ machine, image }, layers) => docker(layers, machine, "pull", image),
  tagImage: ({ machine, image, as }, layers) => docker(layers, machine, "tag", image, as),
  removeImage: ({ machine, image, force }, layers) =>
    docker(layers, machine, "rmi", ...toggle("-f", force), image),
  commitContainer: ({ machine, container, as }, layers) =>
    docker(layers, machine, "commit", container, ...(as === undefined ? [] : [as])),
  pruneImages: ({ machine, all }, layers) =>
    docker(layers, machine, "image", "prune", "-f", ...toggle("-a", all)),
  buildImage: ({ machine, tag, target, args, noCache }, layers) =>
    docker(
      layers,
      machine,
      "build",
      ...flag("-t", tag),
      ...flag("--target", target),
      ...pairs("--build-arg", args),
      ...toggle("--no-cache", noCache),
      ".",
    ),
  pruneBuildCache: ({ machine }, layers) => docker(layers, machine, "builder", "prune", "-f"),
};

export const storeLines: Lines<
  | "createNetwork"
  | "removeNetwork"
  | "pruneNetworks"
  | "connectNetwork"
  | "disconnectNetwork"
  | "createVolume"
  | "removeVolume"
  | "pruneVolumes"
> = {
  createNetwork: ({ machine, name, subnet, gateway, internal, labels }, layers) =>
    docker(
      layers,
      machine,
      "network",
      "create",
      ...flag("--subnet", subnet),
      ...flag("--gateway", gateway),
      ...toggle("--internal", internal),
      ...pairs("--label", labels),
      name,
    ),
  removeNetwork: ({ machine, name }, layers) => docker(layers, machine, "network", "rm", name),
  pruneNetworks: ({ machine }, layers) => docker(layers, machine, "network", "prune", "-f"),
  connectNetwork: ({ machine, network, container, aliases, ip }, layers) =>
    docker(
      layers,
      machine,
      "network",
      "connect",
      ...each("--alias", aliases),
      ...flag("--ip", ip),
      network,
      container,
    ),
  disconnectNetwork: ({ machine, network, container }, layers) =>
    docker(layers, machine, "network", "disconnect", network, container),
  createVolume: ({ machine, name, labels }, layers) =>
    docker(
      layers,
      machine,
      "volume",
      "create",
      ...pairs("--label", labels),
      ...(name === undefined ? [] : [name]),
    ),
  removeVolume: ({ machine, name }, layers) => docker(layers, machine, "volume", "rm", name),
  pruneVolumes: ({ machine, all }, layers) =>
    docker(layers, machine, "volume", "prune", "-f", ...toggle("-a", all)),
};
