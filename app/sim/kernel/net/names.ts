/** Names of hosts: who answers for a network's names, and which networks' names a namespace learns. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { parseAddress } from "./addresses";
import { type HostName, hostNames, resolvers } from "./tables";

/** Makes a name known on a network. */
export function addName(world: World, name: Omit<HostName, "id">): void {
  world.insert(hostNames, { ...name, name: name.name.toLowerCase() });
}

/** Forgets all names of an owner. */
export function removeNames(world: World, owner: number): void {
  for (const name of world.find(hostNames, "owner", owner)) world.remove(hostNames, name.id);
}

/** Forgets all names on a network that is no more. */
export function forgetScope(world: World, scope: number): void {
  for (const name of world.find(hostNames, "scope", scope)) world.remove(hostNames, name.id);
}

/** Says which networks' names the processes of a network namespace learn, in the order in which they are asked. */
export function setScopes(world: World, ns: number, scopes: readonly number[]): void {
  const resolver = world.first(resolvers, "ns", ns);
  if (resolver === undefined) world.insert(resolvers, { ns, scopes });
  else world.update(resolvers, resolver.id, { scopes });
}

/** The networks whose names a network namespace learns. */
export function scopesOf(world: World, ns: number): readonly number[] {
  return world.first(resolvers, "ns", ns)?.scopes ?? [];
}

/** The address that a name has as seen from a network namespace. Refused with EAI_NONAME, as `getaddrinfo` says, if nobody knows it. */
export function resolveName(world: World, ns: number, name: string): Result<string> {
  if (parseAddress(name) !== undefined) return ok(name);
  const wanted = name.toLowerCase().replace(/\.$/, "");
  if (wanted === "localhost") return ok("127.0.0.1");
  for (const scope of scopesOf(world, ns)) {
    const found = world.first(hostNames, "name", `${scope}:${wanted}`);
    if (found) return ok(found.address);
  }
  return refuse(
    "EAI_NONAME",
    `cannot find the host ${name}`,
    "no name server that is asked from here knows the name",
    "use its address, or a network on which names are known",
  );
}
