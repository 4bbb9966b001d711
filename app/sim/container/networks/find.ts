/** Finding an engine's networks. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { type Network, networks } from "../tables";

/** Networks that every engine has, by name. */
const PREDEFINED: readonly string[] = ["bridge", "host", "none"];

/** Whether a network is one of those that every engine has: it stays, and names are not known on it. */
export function isPredefined(network: Pick<Network, "name">): boolean {
  return PREDEFINED.includes(network.name);
}

/** The network that a name, an identifier or the beginning of one stands for. Refused with `no-network`. */
export function networkNamed(world: World, engineId: number, name: string): Result<Network> {
  const named = world.first(networks, "name", `${engineId}:${name}`);
  if (named) return ok(named);
  const begun = world
    .find(networks, "engine", engineId)
    .filter(({ networkId }) => networkId.startsWith(name));
  if (begun[0] && name !== "" && begun.length === 1) return ok(begun[0]);
  return refuse(
    "no-network",
    `cannot find the network ${name}`,
    `network ${name} not found`,
    "create it, or choose one that is there",
  );
}
