/** Networks behind a host: bridges with a way out under the host's own address, and walls between them. */
import type { World } from "../../core/world";
import { forwardFilters, masquerades } from "./tables";

/** Sets what a namespace passes on to and from one of its bridges. */
export function setFilter(world: World, ns: number, device: string, policy: "isolated" | "internal"): void {
  const old = world.first(forwardFilters, "device", `${ns}:${device}`);
  if (old === undefined) world.insert(forwardFilters, { ns, device, policy });
  else world.update(forwardFilters, old.id, { policy });
}

/** Lets what leaves a network by other devices go out under those devices' addresses. */
export function masquerade(world: World, ns: number, subnet: string, device: string): void {
  if (!world.find(masquerades, "ns", ns).some((rule) => rule.device === device))
    world.insert(masquerades, { ns, subnet, device });
}

/** Forgets the rules for a bridge that goes away. */
export function dropFilters(world: World, ns: number, device: string): void {
  for (const filter of world.find(forwardFilters, "device", `${ns}:${device}`))
    world.remove(forwardFilters, filter.id);
  for (const rule of world.find(masquerades, "ns", ns))
    if (rule.device === device) world.remove(masquerades, rule.id);
}

/** A bridge has another name: its rules stay its own. */
export function renameFilters(world: World, ns: number, from: string, device: string): void {
  for (const filter of world.find(forwardFilters, "device", `${ns}:${from}`))
    world.update(forwardFilters, filter.id, { device });
  for (const rule of world.find(masquerades, "ns", ns))
    if (rule.device === from) world.update(masquerades, rule.id, { device });
}
