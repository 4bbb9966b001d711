/** A product whose hidden machine is no more: it goes from the client's machine too. */
import type { World } from "../../core/world";
import { useDisk as takeRoom } from "../../kernel/files/disk";
import { bootHooks } from "../../machine/boot/hooks";
import { machines } from "../../machine/tables";
import type { Engine } from "../tables";
import { clientBooted } from "./events";
import { hiddenProducts } from "./products";

/** Takes the product that an engine came with from its client's machine: the room of its programs, and its start with the machine. */
export function removeProduct(world: World, { product: key, client }: Engine): void {
  const product = hiddenProducts.find((one) => one.key === key);
  const machine = world.get(machines, client);
  if (product === undefined || machine === undefined) return;
  takeRoom(world, machine.disk, -product.diskBytes);
  for (const hook of world.find(bootHooks, "machine", client))
    if (hook.call.kind === clientBooted.kind) world.remove(bootHooks, hook.id);
}
