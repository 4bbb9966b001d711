/** User namespaces: identities inside and outside. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { OVERFLOW_ID } from "../abi";
import { type Namespace, namespaces } from "./table";

/**
 * Sets which identities a user namespace has and which of its parent's they are, as `/proc/PID/uid_map`. Refused with
 * EPERM when it was set before or uses identities that the parent has not, and EINVAL when it is empty or its ranges overlap.
 */
export function setUidMap(world: World, nsId: number, map: Namespace["uidMap"]): Result<void> {
  const row = world.must(namespaces, nsId);
  if (row.kind !== "user") throw new Error(`a ${row.kind} namespace maps no identities`);
  const what = "the identities cannot be mapped";
  if (row.uidMap.length > 0)
    return refuse("EPERM", what, "the map was set before, and it can be set only once");
  const faulty = map.some(({ inside, outside, count }) => !(inside >= 0 && outside >= 0 && count > 0));
  if (map.length === 0 || faulty)
    return refuse("EINVAL", what, "the map needs at least one range, each of one identity or more");
  const overlap = (side: "inside" | "outside") =>
    map.some((a, at) =>
      map.some((b, other) => other > at && a[side] < b[side] + b.count && b[side] < a[side] + a.count),
    );
  if (overlap("inside") || overlap("outside"))
    return refuse("EINVAL", what, "two of its ranges overlap", "give every identity one counterpart");
  const above = world.get(namespaces, row.parent)?.uidMap ?? [];
  const isMapped = ({ outside, count }: Namespace["uidMap"][number]) =>
    above.some((range) => range.inside <= outside && outside + count <= range.inside + range.count);
  if (!map.every(isMapped))
    return refuse(
      "EPERM",
      what,
      "the user namespace around it does not have all of the identities outside",
      "take identities that it maps, each range from one of its ranges",
    );
  world.update(namespaces, nsId, { uidMap: map });
  return ok(undefined);
}

/** How a user namespace shows an identity of the initial one: 65534 (nobody) where it has none for it. */
export function uidInside(world: World, nsId: number, uid: number): number {
  const { parent, uidMap } = world.must(namespaces, nsId);
  if (parent === 0) return uid;
  const above = uidInside(world, parent, uid);
  const range = uidMap.find(({ outside, count }) => above >= outside && above < outside + count);
  return range === undefined ? OVERFLOW_ID : above - range.outside + range.inside;
}

/** The identity of the initial user namespace that one inside `nsId` stands for; none where it is not mapped. */
export function uidOutside(world: World, nsId: number, uid: number): number | undefined {
  const { parent, uidMap } = world.must(namespaces, nsId);
  if (parent === 0) return uid;
  const range = uidMap.find(({ inside, count }) => uid >= inside && uid < inside + count);
  return range === undefined ? undefined : uidOutside(world, parent, uid - range.inside + range.outside);
}
