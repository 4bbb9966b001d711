/** Making volumes: places for files that outlive containers. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { createTree, payWith } from "../../kernel/files/tree";
import { randomHex } from "../../kernel/net/hex";
import { machines } from "../../machine/tables";
import { engines, type Volume, volumes } from "../tables";

const NAME_DIGITS = 64;
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

type Labels = Readonly<Record<string, string>>;

/** The volume of a name, made if there is none; without a name, a new anonymous one. The engine's disk pays for what is written into it. */
export function ensureVolume(
  world: World,
  engineId: number,
  name: string | null,
  labels: Labels = {},
): Volume {
  const known = name === null ? undefined : world.first(volumes, "name", `${engineId}:${name}`);
  if (known) return known;
  const tree = createTree(world);
  payWith(world, tree, world.must(machines, world.must(engines, engineId).machine).disk);
  return world.insert(volumes, {
    engine: engineId,
    name: name ?? randomHex(world, NAME_DIGITS),
    anonymous: name === null,
    labels,
    tree,
    createdAt: world.now,
  });
}

/** Makes a volume, or finds it there already (`docker volume create`). Refused with `bad-name`. */
export function createVolume(
  world: World,
  engineId: number,
  name: string | null,
  labels: Labels,
): Result<Volume> {
  if (name !== null && !NAME.test(name))
    return refuse(
      "bad-name",
      `create ${name}: the volume cannot be made`,
      `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed`,
      "to mount a directory of the host, give its absolute path",
    );
  return ok(ensureVolume(world, engineId, name, labels));
}

/** The volume of a name. Refused with `no-volume`. */
export function volumeNamed(world: World, engineId: number, name: string): Result<Volume> {
  const volume = world.first(volumes, "name", `${engineId}:${name}`);
  if (volume) return ok(volume);
  return refuse(
    "no-volume",
    `cannot find the volume ${name}`,
    `get ${name}: no such volume`,
    "create it first",
  );
}
