/** Users and groups of a container: numbers, or names looked up in its own /etc/passwd and /etc/group. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { readFile } from "../../kernel/files/read";
import type { View } from "../../kernel/files/view";

/** Who a container's process is. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** Fields of passwd(5) and group(5), by place. */
const FIELD = { name: 0, id: 2, group: 3, home: 5 } as const;
const NUMBER = /^\d+$/;

function lineFor(world: World, view: View, file: string, who: string): string[] | undefined {
  const text = readFile(world, view, file);
  if (!text.ok) return undefined;
  const wanted = NUMBER.test(who) ? FIELD.id : FIELD.name;
  return text.value
    .split("\n")
    .map((line) => line.split(":"))
    .find((fields) => fields[wanted] === who);
}

function missing(kind: "user" | "group", who: string): Result<never> {
  const file = kind === "user" ? "passwd" : "group";
  return refuse(
    `no-${kind}`,
    `unable to find ${kind} ${who}: no matching entries in ${file} file`,
    `the image's /etc/${file} does not name it`,
    `Use a number, or a ${kind} that the image has`,
  );
}

/** Reads `NAME`, `UID`, `NAME:GROUP`, `UID:GID`; empty is root. Refused: `no-user`, `no-group`. */
export function userOf(world: World, view: View, text: string): Result<User> {
  const [who = "", group = ""] = text.split(":");
  const line = lineFor(world, view, "/etc/passwd", who === "" ? "0" : who);
  if (line === undefined && who !== "" && !NUMBER.test(who)) return missing("user", who);
  const uid = Number(line?.[FIELD.id] ?? (who === "" ? 0 : who));
  const home = line?.[FIELD.home] ?? (uid === 0 && who === "" ? "/root" : "/");
  if (group === "") return ok({ uid, gid: Number(line?.[FIELD.group] ?? 0), home });
  const found = lineFor(world, view, "/etc/group", group);
  if (found === undefined && !NUMBER.test(group)) return missing("group", group);
  return ok({ uid, gid: Number(found?.[FIELD.id] ?? group), home });
}
