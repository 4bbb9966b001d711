/** Listening sockets: which process answers on which port. */

import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { netCosts } from "../../costs/net";
import { processes } from "../process/table";
import { ANY_ADDRESS } from "./addresses";
import { holdsAddress } from "./interfaces";
import { netState } from "./state";
import { type Listener, listeners, natRules } from "./tables";

/** Whether two sockets on the same port are in each other's way. */
export function collide(a: string, b: string): boolean {
  return a === b || a === ANY_ADDRESS || b === ANY_ADDRESS;
}

/**
 * Lets a process listen on a port of its network namespace. Refused as `bind` is: EINVAL for a port that cannot be, EACCES
 * for a low one without root's rights, EADDRNOTAVAIL for an address that is not here, EADDRINUSE if somebody has it.
 */
export function listen(
  world: World,
  processId: number,
  protocol: "tcp" | "udp",
  address: string,
  port: number,
): Result<Listener> {
  const { ns, uid } = world.must(processes, processId);
  const what = `cannot listen on ${address}:${port}/${protocol}`;
  if (!Number.isInteger(port) || port < 1 || port > netCosts.highestPort.value)
    return refuse("EINVAL", what, `ports are numbers from 1 to ${netCosts.highestPort.value}`);
  const { unprivilegedPort } = netState(world, ns.net);
  if (uid !== 0 && port < unprivilegedPort)
    return refuse(
      "EACCES",
      what,
      `ports below ${unprivilegedPort} are for root`,
      `choose a port from ${unprivilegedPort} upward, or run as root`,
    );
  if (address !== ANY_ADDRESS && !holdsAddress(world, ns.net, address))
    return refuse("EADDRNOTAVAIL", what, `${address} is not an address of this network namespace`);
  const key = `${ns.net}:${protocol}:${port}`;
  const taken =
    world.find(listeners, "port", key).some((other) => collide(other.address, address)) ||
    world.find(natRules, "port", key).some((rule) => collide(rule.address, address));
  if (taken)
    return refuse(
      "EADDRINUSE",
      what,
      "the address is in use already",
      "choose another port, or end what has it",
    );
  return ok(world.insert(listeners, { ns: ns.net, protocol, address, port, process: processId }));
}

/** Closes all listening sockets of a process: it ended. */
export function closeListeners(world: World, processId: number): void {
  for (const listener of world.find(listeners, "process", processId)) world.remove(listeners, listener.id);
}
