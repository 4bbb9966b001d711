/** What can be done to a layer. */
import type { LayerKind, LayerView } from "../../sim/index";
import { appOffers } from "./offers/app";
import { containerOffers } from "./offers/container";
import { engineOffers } from "./offers/engine";
import { hypervisorOffers } from "./offers/hypervisor";
import { imageOffers } from "./offers/image";
import { machineOffers } from "./offers/machine";
import type { Offer, Offers } from "./offers/offer";
import { systemOffers } from "./offers/system";
import { containerOf } from "./reading/stack";

export type { Offer } from "./offers/offer";

const inSomething: Offers = (layer, layers) => {
  const container = containerOf(layers, layer);
  if (container !== undefined) return containerOffers(container, layers);
  const app = layer.kind === "app" ? layer : layers.find(({ on }) => on === layer.id);
  return app === undefined ? [] : appOffers(app, layers);
};

const BY_KIND: Readonly<Record<LayerKind, Offers>> = {
  hardware: machineOffers,
  "virtual-hardware": machineOffers,
  hypervisor: hypervisorOffers,
  "host-os": systemOffers,
  "guest-os": systemOffers,
  kernel: systemOffers,
  userland: systemOffers,
  engine: engineOffers,
  image: imageOffers,
  container: containerOffers,
  libs: inSomething,
  app: inSomething,
};

/**
 * What can be done to a layer of a world, the most likely first; what turns out impossible is refused with its reason.
 * What lies in a container or belongs to an application is offered what can be done to that.
 */
export function offersOf(layer: LayerView, layers: readonly LayerView[]): Offer[] {
  return BY_KIND[layer.kind](layer, layers);
}
