/** A starting container's way onto networks. */
import { ok, type Refusal, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { processes } from "../../kernel/process/table";
import { attachStarting } from "../networks/connect";
import { publishPorts } from "../networks/ports";
import type { Container } from "../tables";
import { findContainer } from "./identify";
import { runOf } from "./runs";

/** The network namespace of the container whose network is to be shared. Refused: `not-running`, `no-container`. */
export function joinOther(world: World, container: Container): Result<number> {
  const other = findContainer(world, container.engine, container.spec.network.slice("container:".length));
  if (!other.ok) return other;
  const process = other.value.process === null ? undefined : world.get(processes, other.value.process);
  if (process !== undefined) return ok(process.ns.net);
  return refuse(
    "not-running",
    `cannot join network of a non running container: ${other.value.containerId}`,
    `a container has its network only while it runs, and ${other.value.name} does not`,
    `Start ${other.value.name} first`,
  );
}

/** Plugs a starting container in and publishes its ports. Refused in the daemon's words: `no-network`, a port in use and the like. */
export function joinNetworks(world: World, container: Container): Result<void> {
  const { net } = runOf(world, container.id).namespaces;
  if (container.spec.network.startsWith("container:")) return ok(undefined);
  if (net === undefined) throw new Error(`container ${container.id} has no network namespace`);
  const attached = attachStarting(world, container.id, net);
  const published = attached.ok ? publishPorts(world, container.id) : attached;
  return published.ok ? published : inDaemonsWords(published.refusal);
}

/** What the daemon says: the reason alone, or after what it was about. */
function inDaemonsWords({ code, what, why, wayOut }: Refusal): Result<never> {
  return refuse(code, code === "no-network" ? why : `${what}: ${why}`, why, wayOut);
}
