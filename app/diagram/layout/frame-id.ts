/** Identifiers of the frames of virtual machines: in a picture, a machine is a boundary and a band of virtual hardware. */

const PREFIX = "~vm/";

/** The frame of a virtual machine. @param machine identifier of its layer, the virtual hardware */
export const frameId = (machine: string) => `${PREFIX}${machine}`;

/** The layer that an item of a picture is about: of a machine's frame the machine; everything else is itself. */
export function layerOf(item: string): string {
  return item.startsWith(PREFIX) ? item.slice(PREFIX.length) : item;
}
