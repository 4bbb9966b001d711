/** Changing a container that is there: its name, its limits, its restart policy. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { setLimits } from "../../kernel/cgroup/limits";
import { renameOnNetworks } from "../networks/names";
import { type Container, type ContainerSpec, containers, type Engine } from "../tables";
import { kernelFor } from "./create";
import { groupLimits } from "./limits";
import { checkName, containerOfName } from "./names";
import { checkLimits } from "./spec";

/** Gives a container another name, by which its networks know it at once. Refused: `bad-name`, `name-taken`. */
export function renameContainer(world: World, container: Container, given: string): Result<void> {
  const name = checkName(world, container.engine, given);
  if (!name.ok && containerOfName(world, container.engine, given)?.id === container.id)
    return refuse(
      "same-name",
      "Renaming a container with the same name as its current name",
      "it has that name already",
      "Give another name",
    );
  if (!name.ok) {
    const { code, what, why, wayOut } = name.refusal;
    return refuse(code, `Error when allocating new name: ${what}`, why, wayOut);
  }
  world.update(containers, container.id, { name: name.value });
  renameOnNetworks(world, container.id);
  return ok(undefined);
}

/** What can be changed of a container later. */
export type SpecChange = Partial<
  Pick<
    ContainerSpec,
    | "memoryBytes"
    | "memoryReservationBytes"
    | "memorySwapBytes"
    | "cpus"
    | "cpuShares"
    | "cpuset"
    | "pidsLimit"
    | "restart"
  >
>;

/** Changes limits, at once where the container runs, and restart policy. Refused: `bad-limit`, `conflicting-options`. */
export function updateContainer(
  world: World,
  engine: Engine,
  container: Container,
  change: SpecChange,
): Result<void> {
  const spec = { ...container.spec, ...change };
  const { memoryBytes, memorySwapBytes } = container.spec;
  const oldSwap = memorySwapBytes ?? (memoryBytes === null ? null : memoryBytes + memoryBytes);
  if (
    change.memoryBytes &&
    change.memorySwapBytes === undefined &&
    oldSwap !== null &&
    oldSwap !== -1 &&
    change.memoryBytes > oldSwap
  )
    return refuse(
      "bad-limit",
      "Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time",
      "the swap limit counts memory and swap together",
      "Change both limits at once",
    );
  const checked = checkLimits(spec, kernelFor(world, engine).cpus);
  if (!checked.ok) return checked;
  if (spec.autoRemove && spec.restart.name !== "no")
    return refuse(
      "conflicting-options",
      "Restart policy cannot be updated because AutoRemove is enabled for the container",
      "a container that is removed at its end cannot be started again",
    );
  world.update(containers, container.id, { spec });
  if (container.cgroup !== null) setLimits(world, container.cgroup, groupLimits(spec));
  return ok(undefined);
}
