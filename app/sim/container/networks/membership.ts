/** Connecting containers to networks and disconnecting them, whether they run or not. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { processes } from "../../kernel/process/table";
import { findContainer } from "../lifecycle/identify";
import { type Container, type Endpoint, endpoints, type Network } from "../tables";
import { attachContainer, memberOf, release, restoreWayOut } from "./connect";
import { isPredefined, networkNamed } from "./find";
import { learnNames } from "./names";

interface Pair {
  readonly container: Container;
  readonly network: Network;
  readonly member: Endpoint | undefined;
}

function both(world: World, engineId: number, network: string, container: string): Result<Pair> {
  const foundNetwork = networkNamed(world, engineId, network);
  if (!foundNetwork.ok) return foundNetwork;
  const foundContainer = findContainer(world, engineId, container);
  if (!foundContainer.ok) return foundContainer;
  const places = world.find(endpoints, "container", foundContainer.value.id);
  const member = places.find((place) => place.network === foundNetwork.value.id);
  if (foundNetwork.value.driver === "host")
    return refuse(
      "host-network",
      `cannot connect or disconnect ${container}`,
      "container cannot be disconnected from host network or connected to host network",
      "choose the host's network when the container is made",
    );
  return ok({ container: foundContainer.value, network: foundNetwork.value, member });
}

/**
 * Connects a container to a further network (`docker network connect`): at once if it runs, else when it starts. Refused
 * with `no-network`, `no-container`, `host-network`, `connected`, and what `attachContainer` refuses.
 */
export function connectContainer(
  world: World,
  engineId: number,
  names: { readonly network: string; readonly container: string },
  aliases: readonly string[],
): Result<Endpoint> {
  const pair = both(world, engineId, names.network, names.container);
  if (!pair.ok) return pair;
  const { container, network, member } = pair.value;
  const what = `cannot connect ${container.name} to ${network.name}`;
  if (member)
    return refuse(
      "connected",
      what,
      `endpoint with name ${container.name} already exists in network ${network.name}`,
    );
  if (container.spec.network === "host" || container.spec.network.startsWith("container:"))
    return refuse(
      "shared-network",
      what,
      "container sharing network namespace with another container or host cannot be connected to any other network",
      "make the container anew, on a network of its own",
    );
  const process = container.process === null ? undefined : world.get(processes, container.process);
  if (process === undefined) {
    if (aliases.length === 0 || !isPredefined(network))
      return ok(memberOf(world, container, network, aliases));
    return refuse(
      "aliases-not-supported",
      what,
      "network-scoped aliases are only supported for user-defined networks",
    );
  }
  return attachContainer(world, {
    container: container.id,
    netNs: process.ns.net,
    network: network.name,
    aliases,
  });
}

/** Disconnects a container from a network (`docker network disconnect`). Refused with `no-network`, `no-container`, `host-network`, `not-connected`. */
export function disconnectContainer(
  world: World,
  engineId: number,
  names: { readonly network: string; readonly container: string },
): Result<void> {
  const pair = both(world, engineId, names.network, names.container);
  if (!pair.ok) return pair;
  const { container, network, member } = pair.value;
  if (member === undefined)
    return refuse(
      "not-connected",
      `cannot disconnect ${container.name} from ${network.name}`,
      `container ${container.containerId} is not connected to network ${network.name}`,
    );
  release(world, member);
  world.remove(endpoints, member.id);
  const process = container.process === null ? undefined : world.get(processes, container.process);
  if (process === undefined) return ok(undefined);
  restoreWayOut(world, container.id);
  learnNames(world, container, process.ns.net);
  return ok(undefined);
}
