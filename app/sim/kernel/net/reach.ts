/** Who can reach whom: connections and pings, there and back. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { ANY_ADDRESS, parseAddress } from "./addresses";
import { type Arrival, type Errand, travel } from "./journey";
import { listeners } from "./tables";

/** Goes there, and looks whether an answer would find its way back. */
function roundTrip(world: World, errand: Errand): Result<Arrival> {
  if (parseAddress(errand.target) === undefined)
    return refuse("EINVAL", `cannot reach ${errand.target}`, "it is not an address");
  const there = travel(world, errand);
  if (!there.ok || there.value.ns === there.value.answerTo) return there;
  const back = travel(world, { from: there.value.ns, target: there.value.source, answer: true });
  if (back.ok && back.value.ns === there.value.answerTo) return there;
  return refuse(
    "ETIMEDOUT",
    `no answer from ${errand.target}`,
    `the question arrives, but the answer finds no way back to ${there.value.source}`,
  );
}

/**
 * Connects from a network namespace to a port. The outcome: the process that listens there, and the devices on the way.
 * Refused as `connect` is: ECONNREFUSED if nobody listens, ENETUNREACH, EHOSTUNREACH, ETIMEDOUT on the way.
 */
export function connect(
  world: World,
  fromNs: number,
  address: string,
  port: number,
  protocol: "tcp" | "udp",
): Result<{ readonly process: number; readonly path: readonly string[] }> {
  // As the kernel does: to connect to any address is to connect to oneself.
  const target = address === ANY_ADDRESS ? "127.0.0.1" : address;
  const trip = roundTrip(world, { from: fromNs, target, port, protocol });
  if (!trip.ok) return trip;
  const { ns, path } = trip.value;
  const listener = world
    .find(listeners, "port", `${ns}:${protocol}:${trip.value.port}`)
    .find((row) => row.address === ANY_ADDRESS || row.address === trip.value.target);
  if (listener === undefined)
    return refuse(
      "ECONNREFUSED",
      `cannot connect to ${address}:${port}`,
      "Connection refused: the host is there, but nobody listens on that port",
      "start what should listen there, or ask for another port",
    );
  return ok({ process: listener.process, path });
}

/** Pings an address from a network namespace. Refused with ENETUNREACH, EHOSTUNREACH, or ETIMEDOUT (no answer comes). */
export function ping(
  world: World,
  fromNs: number,
  address: string,
): Result<{ readonly path: readonly string[] }> {
  const trip = roundTrip(world, { from: fromNs, target: address });
  return trip.ok ? ok({ path: trip.value.path }) : trip;
}
