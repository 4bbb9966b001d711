/** Connecting containers to networks and disconnecting them, whether they run or not. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { processes } from "../../kernel/process/table";
import { findContainer } from "../lifecycle/identify";
import { type Container, type Endpoint, endpoints, type Network, networks } from "../tables";
import { attachContainer, release, restoreWayOut } from "./connect";
import { networkNamed } from "./find";
import { learnNames } from "./names";
import { hasLeft, leave, mayWish, memberOf, type Wishes } from "./places";
import { isPublished, publishPorts, unpublishPorts } from "./ports";

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
  wishes: Wishes,
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
  if (wouldMixWithNone(world, container, network))
    return refuse(
      "private-network",
      what,
      "container cannot be connected to multiple networks with one of the networks in private (none) mode",
      "disconnect it from none first",
    );
  const process = container.process === null ? undefined : world.get(processes, container.process);
  if (process === undefined) {
    const may = mayWish(container, network, wishes);
    return may.ok ? ok(memberOf(world, container, network, wishes)) : may;
  }
  const place = { container: container.id, netNs: process.ns.net, network: network.name, ...wishes };
  const attached = attachContainer(world, place);
  if (!attached.ok || isPublished(world, container.id)) return attached;
  const published = publishPorts(world, container.id);
  return published.ok ? attached : published;
}

/** Whether a container would be on `none`, where it is to be alone, and on another network. */
function wouldMixWithNone(world: World, container: Container, network: Network): boolean {
  const places = world.find(endpoints, "container", container.id);
  const others = places.map((place) => world.must(networks, place.network).name);
  if (places.length === 0 && !hasLeft(world, container.id)) others.push(container.spec.network);
  return others.some((name) => name !== network.name && (name === "none" || network.name === "none"));
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
  leave(world, container, network, member);
  const process = container.process === null ? undefined : world.get(processes, container.process);
  if (process === undefined) return ok(undefined);
  restoreWayOut(world, container.id);
  learnNames(world, container, process.ns.net);
  // What it publishes leads to its address on a network: from now on another one.
  unpublishPorts(world, container.id);
  return publishPorts(world, container.id);
}
