/** Published ports: what arrives at a port of one namespace goes on to an address behind it. */

import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { netCosts } from "../../costs/net";
import { ANY_ADDRESS, parseAddress } from "./addresses";
import { holdsAddress } from "./interfaces";
import { collide } from "./listen";
import { netState } from "./state";
import { listeners, type NatRule, natRules, netStates } from "./tables";

function validPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= netCosts.highestPort.value;
}

/**
 * Publishes a port. Refused with `port-allocated` if another rule has it, EADDRINUSE if a process listens on it,
 * EADDRNOTAVAIL for an address that is not the namespace's own, and EINVAL for an address or port that cannot be. The words of the reasons are Docker's.
 */
export function publish(world: World, rule: Omit<NatRule, "id">): Result<NatRule> {
  const { ns, protocol, address, port } = rule;
  const what = `cannot publish ${address}:${port}/${protocol}`;
  if (parseAddress(address) === undefined) return refuse("EINVAL", what, `invalid IP address: ${address}`);
  if (!validPort(port) || !validPort(rule.toPort))
    return refuse("EINVAL", what, `ports are numbers from 1 to ${netCosts.highestPort.value}`);
  const key = `${ns}:${protocol}:${port}`;
  if (world.find(natRules, "port", key).some((other) => collide(other.address, address)))
    return refuse(
      "port-allocated",
      what,
      `Bind for ${address}:${port} failed: port is already allocated`,
      "publish another port, or stop the container that has this one",
    );
  if (world.find(listeners, "port", key).some((other) => collide(other.address, address)))
    return refuse(
      "EADDRINUSE",
      what,
      `failed to bind host port ${address}:${port}/${protocol}: address already in use`,
      "publish another port, or end the process that listens on this one",
    );
  if (address !== ANY_ADDRESS && !holdsAddress(world, ns, address))
    return refuse(
      "EADDRNOTAVAIL",
      what,
      `failed to bind host port ${address}:${port}/${protocol}: cannot assign requested address`,
      "publish on an address that the host has, or on all of them",
    );
  return ok(world.insert(natRules, rule));
}

/** Takes back everything that an owner published. */
export function unpublish(world: World, owner: number): void {
  for (const rule of world.find(natRules, "owner", owner)) world.remove(natRules, rule.id);
}

/** A free port for somebody who leaves the choice open: the next one in the range after the one chosen last. */
export function choosePort(world: World, ns: number, protocol: "tcp" | "udp"): Result<number> {
  const first = netCosts.firstChosenPort.value;
  const last = netCosts.lastChosenPort.value;
  const state = netState(world, ns);
  let port = state.lastChosenPort;
  for (let tried = first; tried <= last; tried++) {
    port = port < first || port >= last ? first : port + 1;
    const key = `${ns}:${protocol}:${port}`;
    if (world.first(natRules, "port", key) || world.first(listeners, "port", key)) continue;
    world.update(netStates, state.id, { lastChosenPort: port });
    return ok(port);
  }
  return refuse("EADDRINUSE", "cannot choose a port", `all ports from ${first} to ${last} are taken`);
}
