/** What a network namespace knows beyond its interfaces, made when it is first needed. */

import type { World } from "../../core/world";
import { netCosts } from "../../costs/net";
import { type NetState, netStates } from "./tables";

/** The state of a network namespace. Namespace 0 is the wire outside of all kernels. */
export function netState(world: World, ns: number): NetState {
  return (
    world.first(netStates, "ns", ns) ??
    world.insert(netStates, {
      ns,
      nextIndex: 1,
      forwarding: false,
      unprivilegedPort: netCosts.unprivilegedPort.value,
      lastChosenPort: 0,
    })
  );
}

/** Takes the number for the next interface of a namespace: 1 is lo. */
export function takeIndex(world: World, ns: number): number {
  const { id, nextIndex } = netState(world, ns);
  world.update(netStates, id, { nextIndex: nextIndex + 1 });
  return nextIndex;
}

/** Lets a namespace pass on packets that are not for itself, or not (`sysctl net.ipv4.ip_forward`). */
export function setForwarding(world: World, ns: number, forwarding: boolean): void {
  world.update(netStates, netState(world, ns).id, { forwarding });
}

/** Sets the lowest port that processes other than root's may listen on (`sysctl net.ipv4.ip_unprivileged_port_start`). */
export function setUnprivilegedPort(world: World, ns: number, unprivilegedPort: number): void {
  world.update(netStates, netState(world, ns).id, { unprivilegedPort });
}
