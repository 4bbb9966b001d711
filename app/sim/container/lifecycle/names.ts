/** Names of containers: given by a person, or made up by the engine. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { type Container, containers } from "../tables";
import { ADJECTIVES, SURNAMES } from "./words";

/** Times that the engine makes up a name before it takes the identifier instead. */
const TRIES = 6;
const DIGITS = 10;
const WELL_FORMED = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** The container that has this very name on an engine. */
export function containerOfName(world: World, engine: number, name: string): Container | undefined {
  return world.first(containers, "name", `${engine}:${name}`);
}

/** The name as it is kept, without a leading slash. Refused: `bad-name`, `name-taken`. */
export function checkName(world: World, engine: number, given: string): Result<string> {
  const name = given.startsWith("/") ? given.slice(1) : given;
  if (!WELL_FORMED.test(name))
    return refuse(
      "bad-name",
      `Invalid container name (${given}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
      "a container's name has at least two characters: letters, digits, and after the first also _ . -",
      "Choose another name, for example web-1",
    );
  const holder = containerOfName(world, engine, name);
  if (holder === undefined) return ok(name);
  return refuse(
    "name-taken",
    `Conflict. The container name "/${name}" is already in use by container "${holder.containerId}". You have to remove (or rename) that container to be able to reuse that name.`,
    "every container of an engine has a name of its own, stopped ones too",
    `Remove or rename the container ${name}, or choose another name`,
  );
}

function pick(world: World, words: readonly string[]): string {
  return words[Math.floor(world.random() * words.length)] ?? "";
}

/** A free name such as `keen_turing`, by the world's own chance; the short identifier when chance fails to find one. */
export function inventName(world: World, engine: number, containerId: string): string {
  for (let tried = 0; tried < TRIES; tried++) {
    const digit = tried === 0 ? "" : String(Math.floor(world.random() * DIGITS));
    const name = `${pick(world, ADJECTIVES)}_${pick(world, SURNAMES)}${digit}`;
    if (containerOfName(world, engine, name) === undefined) return name;
  }
  return shortId(containerId);
}

const SHORT = 12;

/** The first twelve digits of an identifier, as people see it. */
export function shortId(id: string): string {
  return id.slice(0, SHORT);
}
