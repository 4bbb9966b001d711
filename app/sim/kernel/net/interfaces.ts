/** Interfaces of network namespaces: cards, cables between namespaces, bridges. */

import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { netCosts } from "../../costs/net";
import { addressOf, isLoopback, parseSubnet } from "./addresses";
import { dropFilters, renameFilters } from "./filter";
import { randomMac } from "./hex";
import { endLease } from "./leases";
import { forgetScope, removeNames } from "./names";
import { addConnectedRoute, dropRoutes, renameRoutes } from "./routes";
import { takeIndex } from "./state";
import { type NetInterface, netInterfaces } from "./tables";

/** What an interface is made of; without `mac` it gets one by chance. */
export interface NewInterface {
  readonly ns: number;
  readonly name: string;
  readonly kind: NetInterface["kind"];
  readonly mac?: string;
}

const NO_MAC = "00:00:00:00:00:00";

/** The interface of this name in a namespace, if there is one. */
export function interfaceNamed(world: World, ns: number, name: string): NetInterface | undefined {
  return world.first(netInterfaces, "name", `${ns}:${name}`);
}

/** The first name of a stem and a number, `eth0`, that no interface of a namespace has. */
export function freeName(world: World, ns: number, stem: string): string {
  let number = 0;
  while (interfaceNamed(world, ns, `${stem}${number}`)) number++;
  return `${stem}${number}`;
}

function nameIsFree(world: World, ns: number, name: string): Result<void> {
  const what = `cannot name an interface ${name}`;
  if (name === "" || name === "." || name === ".." || /[/\s:]/.test(name))
    return refuse("EINVAL", what, "the name is empty, or has a slash, a colon or a space in it");
  if (name.length > netCosts.nameLength.value)
    return refuse("EINVAL", what, `a name has at most ${netCosts.nameLength.value} characters`);
  if (interfaceNamed(world, ns, name)) return refuse("EEXIST", what, "the namespace has one of that name");
  return ok(undefined);
}

/** Adds an interface, down, without addresses (`ip link add`). Refused with EEXIST or EINVAL for a name that cannot be. */
export function addInterface(world: World, card: NewInterface): Result<NetInterface> {
  const free = nameIsFree(world, card.ns, card.name);
  if (!free.ok) return free;
  const loopback = card.kind === "loopback";
  return ok(
    world.insert(netInterfaces, {
      ns: card.ns,
      name: card.name,
      kind: card.kind,
      index: takeIndex(world, card.ns),
      mac: card.mac ?? (loopback ? NO_MAC : randomMac(world)),
      mtu: loopback ? netCosts.loopbackMtu.value : netCosts.mtu.value,
      up: false,
      addresses: [],
      peer: 0,
      master: 0,
      trunk: false,
    }),
  );
}

/** Lays a cable between two interfaces that have none: what goes into one comes out of the other. */
export function cable(world: World, a: number, b: number): void {
  world.update(netInterfaces, a, { peer: b });
  world.update(netInterfaces, b, { peer: a });
}

/**
 * Adds a pair of interfaces with a cable between them (`ip link add A type veth peer name B`), in the same namespace or
 * in two, of one kernel or of two. Removing either removes the other.
 */
export function vethPair(
  world: World,
  nsA: number,
  nameA: string,
  nsB: number,
  nameB: string,
): Result<{ readonly a: NetInterface; readonly b: NetInterface }> {
  const a = addInterface(world, { ns: nsA, name: nameA, kind: "veth" });
  if (!a.ok) return a;
  const b = addInterface(world, { ns: nsB, name: nameB, kind: "veth" });
  if (!b.ok) {
    world.remove(netInterfaces, a.value.id);
    return b;
  }
  cable(world, a.value.id, b.value.id);
  return ok({ a: world.must(netInterfaces, a.value.id), b: world.must(netInterfaces, b.value.id) });
}

/** Removes an interface and the other end of its cable; what was plugged into a bridge is unplugged. */
export function removeInterface(world: World, id: number): void {
  const card = world.get(netInterfaces, id);
  if (card === undefined) return;
  if (card.kind === "bridge") {
    for (const port of world.find(netInterfaces, "master", id)) unplug(world, port.id);
    forgetScope(world, id);
  }
  dropRoutes(world, card);
  dropFilters(world, card.ns, card.name);
  removeNames(world, id);
  endLease(world, id);
  world.remove(netInterfaces, id);
  if (card.peer !== 0) removeInterface(world, card.peer);
}

/** Sets an interface up or down (`ip link set`). Up, it gets the routes to its addresses' networks; down, all its routes go. */
export function setUp(world: World, id: number, up: boolean): void {
  const card = world.must(netInterfaces, id);
  if (card.up === up) return;
  // lo gets its address by being set up for the first time.
  const addresses =
    card.kind === "loopback" && card.addresses.length === 0 ? ["127.0.0.1/8"] : card.addresses;
  const changed = world.update(netInterfaces, id, { up, addresses });
  if (!up) dropRoutes(world, card);
  else for (const address of addresses) addConnectedRoute(world, changed, address);
}

/** Gives an interface an address with its prefix length (`ip addr add`). Refused with EINVAL or EEXIST. */
export function addAddress(world: World, id: number, address: string): Result<void> {
  const card = world.must(netInterfaces, id);
  const what = `cannot give ${card.name} the address ${address}`;
  if (parseSubnet(address) === undefined)
    return refuse(
      "EINVAL",
      what,
      "it is not an IPv4 address with a prefix length",
      "write it like 10.1.0.2/16",
    );
  if (card.addresses.includes(address)) return refuse("EEXIST", what, "it has it already");
  const changed = world.update(netInterfaces, id, { addresses: [...card.addresses, address] });
  if (card.up) addConnectedRoute(world, changed, address);
  return ok(undefined);
}

/** Takes an address from an interface (`ip addr del`). Refused with EADDRNOTAVAIL if it has not got it. */
export function removeAddress(world: World, id: number, address: string): Result<void> {
  const card = world.must(netInterfaces, id);
  if (!card.addresses.includes(address))
    return refuse("EADDRNOTAVAIL", `cannot take ${address} from ${card.name}`, "it has no such address");
  dropRoutes(world, card, addressOf(address));
  world.update(netInterfaces, id, { addresses: card.addresses.filter((other) => other !== address) });
  return ok(undefined);
}

/** Plugs an interface into a bridge of the same namespace (`ip link set X master BRIDGE`). Refused with EINVAL or ELOOP. */
export function plug(world: World, id: number, bridge: number): Result<void> {
  const card = world.must(netInterfaces, id);
  const master = world.must(netInterfaces, bridge);
  const what = `cannot plug ${card.name} into ${master.name}`;
  if (master.kind !== "bridge") return refuse("EINVAL", what, `${master.name} is not a bridge`);
  if (master.ns !== card.ns) return refuse("EINVAL", what, "they are in different network namespaces");
  if (card.kind === "loopback") return refuse("EINVAL", what, "lo cannot be plugged into anything");
  if (card.kind === "bridge")
    return refuse("ELOOP", what, "a bridge cannot be plugged into a bridge", "join them by a cable");
  const peer = world.get(netInterfaces, card.peer);
  const trunk = peer !== undefined && peer.master !== 0;
  world.update(netInterfaces, id, { master: bridge, trunk });
  if (trunk) world.update(netInterfaces, peer.id, { trunk: true });
  return ok(undefined);
}

/** Takes an interface out of its bridge (`ip link set X nomaster`). */
export function unplug(world: World, id: number): void {
  const card = world.must(netInterfaces, id);
  world.update(netInterfaces, id, { master: 0, trunk: false });
  if (card.trunk) world.update(netInterfaces, card.peer, { trunk: false });
}

/**
 * Moves an interface to another network namespace (`ip link set X netns NS`), where it is down, without addresses, and
 * may have another name; within its namespace it only gets the name. Refused with EINVAL for lo and bridges, which stay where they are, and EEXIST for a name taken.
 */
export function moveInterface(world: World, id: number, ns: number, name?: string): Result<void> {
  const card = world.must(netInterfaces, id);
  if (ns === card.ns && card.kind !== "loopback") return rename(world, card, name ?? card.name);
  if (card.kind === "loopback" || card.kind === "bridge")
    return refuse("EINVAL", `cannot move ${card.name}`, "interfaces of this kind stay in their namespace");
  const free = nameIsFree(world, ns, name ?? card.name);
  if (!free.ok) return free;
  dropRoutes(world, card);
  unplug(world, id);
  const index = takeIndex(world, ns);
  world.update(netInterfaces, id, { ns, name: name ?? card.name, index, up: false, addresses: [] });
  return ok(undefined);
}

/** Gives an interface another name (`ip link set X name Y`): addresses, routes and rules stay its own. */
function rename(world: World, card: NetInterface, name: string): Result<void> {
  if (name === card.name) return ok(undefined);
  const free = nameIsFree(world, card.ns, name);
  if (!free.ok) return free;
  renameRoutes(world, card, name);
  renameFilters(world, card.ns, card.name, name);
  world.update(netInterfaces, card.id, { name });
  return ok(undefined);
}

/** Whether an address is one of a namespace's own, by an interface that is up; all of 127.0.0.0/8 is lo's. */
export function holdsAddress(world: World, ns: number, address: string): boolean {
  if (isLoopback(address)) return interfaceNamed(world, ns, "lo")?.up === true;
  return world.find(netInterfaces, "local", `${ns}:${address}`).some((card) => card.up);
}
