/** Routes: where packets for an address leave a network namespace. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { addressOf, contains, formatSubnet, isSingle, parseAddress, parseSubnet } from "./addresses";
import { type NetInterface, netInterfaces, type Route, routes } from "./tables";

/** The way out for an address: the device, and the next address on the link behind it. */
export interface WayOut {
  readonly device: NetInterface;
  /** Address on the link: the gateway's, or the target's own. */
  readonly next: string;
  /** Address that packets carry as their source. */
  readonly source: string;
}

const DEFAULT = "default";

/**
 * Adds a route (`ip route add`). Refused like the kernel does: ENODEV without such a device, ENETDOWN if it is down,
 * ENETUNREACH for a gateway that is on no connected network, EEXIST for a second route to the same network, EINVAL.
 */
export function addRoute(
  world: World,
  route: { readonly ns: number; readonly to: string; readonly via: string; readonly device: string },
): Result<Route> {
  const { ns, to, via } = route;
  const what = `cannot add a route to ${to}`;
  const subnet = to === DEFAULT ? undefined : parseSubnet(to);
  if (to !== DEFAULT && (subnet === undefined || formatSubnet(subnet) !== to))
    return refuse("EINVAL", what, `${to} is not a network`, "write it like 10.1.0.0/16, or default");
  const gateway = via === "" ? undefined : parseAddress(via);
  if (via !== "" && gateway === undefined) return refuse("EINVAL", what, `${via} is not an address`);
  const onLink = gateway === undefined ? undefined : wayTo(world, ns, via);
  const name = route.device || (onLink?.next === via ? onLink.device.name : "");
  if (gateway !== undefined && (onLink === undefined || onLink.next !== via || onLink.device.name !== name))
    return refuse(
      "ENETUNREACH",
      what,
      `the gateway ${via} is on no network that this namespace is connected to`,
      "give a device an address in the gateway's network first",
    );
  const device = world.first(netInterfaces, "name", `${ns}:${name}`);
  if (device === undefined) return refuse("ENODEV", what, `there is no device ${name || "to send it by"}`);
  if (!device.up) return refuse("ENETDOWN", what, `${name} is down`, `set ${name} up first`);
  if (world.find(routes, "ns", ns).some((other) => other.to === to))
    return refuse("EEXIST", what, "there is one already", "delete it first");
  const source = device.addresses[0];
  return ok(
    world.insert(routes, {
      ns,
      to,
      via,
      device: name,
      source: source === undefined ? "" : addressOf(source),
    }),
  );
}

/** Deletes a route (`ip route del`). Refused with ESRCH, as the kernel does, if there is none. */
export function removeRoute(world: World, ns: number, to: string): Result<void> {
  const route = world.find(routes, "ns", ns).find((row) => row.to === to);
  if (route === undefined) return refuse("ESRCH", `cannot delete the route to ${to}`, "there is none");
  world.remove(routes, route.id);
  return ok(undefined);
}

/** Adds the route to the network that an address of a device is in: the kernel does so by itself while the device is up. */
export function addConnectedRoute(world: World, device: NetInterface, address: string): void {
  const subnet = parseSubnet(address);
  if (device.kind === "loopback" || subnet === undefined || isSingle(subnet)) return;
  const to = formatSubnet(subnet);
  if (world.find(routes, "device", `${device.ns}:${device.name}`).some((row) => row.to === to)) return;
  world.insert(routes, { ns: device.ns, to, via: "", device: device.name, source: addressOf(address) });
}

/** Forgets the routes by a device, all or those with a source address: the device went down, or its address away. */
export function dropRoutes(world: World, device: NetInterface, source?: string): void {
  for (const route of world.find(routes, "device", `${device.ns}:${device.name}`))
    if (source === undefined || route.source === source) world.remove(routes, route.id);
}

/** A device has another name: its routes lead through it as before. */
export function renameRoutes(world: World, { ns, name }: NetInterface, device: string): void {
  for (const route of world.find(routes, "device", `${ns}:${name}`))
    world.update(routes, route.id, { device });
}

/** The way out for an address, by the route with the longest prefix; `undefined` if there is none. */
export function wayTo(world: World, ns: number, address: string): WayOut | undefined {
  const target = parseAddress(address);
  if (target === undefined) return undefined;
  let best: Route | undefined;
  let bestPrefix = -1;
  for (const route of world.find(routes, "ns", ns)) {
    const subnet = route.to === DEFAULT ? undefined : parseSubnet(route.to);
    const prefix = subnet?.prefix ?? 0;
    if (prefix > bestPrefix && (subnet === undefined || contains(subnet, target))) {
      best = route;
      bestPrefix = prefix;
    }
  }
  const device = best && world.first(netInterfaces, "name", `${ns}:${best.device}`);
  if (best === undefined || device === undefined) return undefined;
  return { device, next: best.via || address, source: best.source };
}
