/** Published ports: what arrives at the host's goes on to the container. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { ANY_ADDRESS, addressOf } from "../../kernel/net/addresses";
import { choosePort, publish, unpublish } from "../../kernel/net/nat";
import { natRules, netInterfaces } from "../../kernel/net/tables";
import { containers, type Endpoint, type Engine, endpoints, engines, networks } from "../tables";
import { hostNet, netOf } from "./host";

/** The place whose address published ports lead to: the first on a network with a way in. */
function publishedPlace(world: World, containerId: number): Endpoint | undefined {
  return world
    .find(endpoints, "container", containerId)
    .find(({ address, network }) => address !== "" && !world.must(networks, network).internal);
}

/**
 * Publishes the ports that a container asks for, once it has its place on a network; on `host` and `none` there is
 * nothing to publish. With Docker Desktop they are published on the client's machine too. Refused in Docker's words.
 */
export function publishPorts(world: World, containerId: number): Result<void> {
  const container = world.must(containers, containerId);
  const place = publishedPlace(world, containerId);
  const ns = hostNet(world, container.engine);
  if (place === undefined || ns === undefined) return ok(undefined);
  const onward = forwarding(world, world.must(engines, container.engine));
  for (const { hostAddress, hostPort, port: toPort, protocol } of container.spec.ports) {
    const chosen = hostPort === null ? choosePort(world, ns, protocol) : ok(hostPort);
    if (!chosen.ok) return chosen;
    const rule = { protocol, address: hostAddress, port: chosen.value, owner: containerId };
    // The person's machine may have other addresses than the hidden one, which listens to it on all of its own.
    const inner = onward ? { ...rule, address: ANY_ADDRESS } : rule;
    const first = publish(world, { ...inner, ns, toAddress: addressOf(place.address), toPort });
    const second = first.ok && onward ? publish(world, { ...rule, ...onward, toPort: chosen.value }) : first;
    if (second.ok) continue;
    const { code, why, wayOut } = second.refusal;
    const what = `driver failed programming external connectivity on endpoint ${container.name}`;
    unpublish(world, containerId);
    return refuse(code, what, why, wayOut);
  }
  return ok(undefined);
}

/** Where Docker Desktop forwards ports from: the client's machine, to the hidden virtual machine's address. */
function forwarding(world: World, engine: Engine): { ns: number; toAddress: string } | undefined {
  if (engine.product !== "docker-desktop") return undefined;
  const [client, hidden] = [netOf(world, engine.client), netOf(world, engine.machine)];
  if (client === undefined || hidden === undefined) return undefined;
  const card = world.find(netInterfaces, "ns", hidden).find(({ kind }) => kind === "ethernet");
  const address = card?.addresses[0];
  return address === undefined ? undefined : { ns: client, toAddress: addressOf(address) };
}

/** Whether any of a container's ports is published now. */
export function isPublished(world: World, containerId: number): boolean {
  return world.first(natRules, "owner", containerId) !== undefined;
}

/** Takes back the ports that a container published: it stopped. */
export function unpublishPorts(world: World, containerId: number): void {
  unpublish(world, containerId);
}
