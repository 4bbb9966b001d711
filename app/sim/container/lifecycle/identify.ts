/** Identifiers of containers, and finding a container by name or by the beginning of its identifier. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { type Container, containers, INDEXED_DIGITS } from "../tables";
import { containerOfName } from "./names";

const HEX = /^[0-9a-f]+$/;

/** A new identifier: 64 hexadecimal digits that follow from the world's time and chance. */
export function newIdentifier(world: World, engine: number): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([engine, world.now, world.random(), world.random()]))));
}

/**
 * The container that a person means: its name, its identifier, or the beginning of its identifier if no other's begins
 * so. Refused: `no-container`, `ambiguous-id`.
 */
export function findContainer(world: World, engine: number, given: string): Result<Container> {
  const named = containerOfName(world, engine, given.startsWith("/") ? given.slice(1) : given);
  if (named !== undefined) return ok(named);
  const fitting = HEX.test(given) ? byPrefix(world, engine, given) : [];
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return ok(only);
  if (only !== undefined)
    return refuse(
      "ambiguous-id",
      `Multiple IDs found with provided prefix: ${given}`,
      "the identifiers of several containers begin so",
      "Give more digits, or the name",
    );
  return refuse(
    "no-container",
    `No such container: ${given}`,
    "no container of this engine has that name, nor an identifier that begins so",
    "docker ps -a lists the containers that there are",
  );
}

function byPrefix(world: World, engine: number, prefix: string): Container[] {
  const near =
    prefix.length < INDEXED_DIGITS
      ? world.find(containers, "engine", engine)
      : world.find(containers, "prefix", `${engine}:${prefix.slice(0, INDEXED_DIGITS)}`);
  return near.filter((container) => container.containerId.startsWith(prefix));
}
