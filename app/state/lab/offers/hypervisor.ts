/** What can be done to hypervisors. */
import type { LayerView } from "../../../sim/index";
import { freeVmName } from "../reading/names";
import { isBare, productOf } from "../reading/products";
import { guestsOf, hardwareOf, isDown, isManagement, machineOf } from "../reading/stack";
import { startAnew, switchOn } from "./machine";
import { type Offer, type Offers, offer } from "./offer";

function vmOffers(layer: LayerView, layers: readonly LayerView[]): Offer[] {
  const host = machineOf(layer.id);
  const product = productOf(layer)?.key;
  const name = freeVmName(layers);
  const off = guestsOf(layers, layer.id).filter((guest) => isDown(guest) && !isManagement(guest));
  return [
    offer(
      "build",
      "add-vm",
      `Add a virtual machine ${name}`,
      {
        do: "createVm",
        host,
        name,
        os: "ubuntu-24.04",
        ...(product === undefined ? {} : { product }),
      },
      { do: "powerOn", machine: name },
    ),
    ...(off.length === 0
      ? []
      : [
          offer(
            "run",
            "power-on-guests",
            off.length === 1 ? `Switch on ${off[0]?.id}` : `Switch on its ${off.length} virtual machines`,
            ...off.map(({ id }) => ({ do: "powerOn", machine: id }) as const),
          ),
        ]),
  ];
}

/** Offers for a hypervisor. One on bare hardware comes back with its machine only, another with its next virtual machine. */
export const hypervisorOffers: Offers = (layer, layers) => {
  const machine = machineOf(layer.id);
  const product = productOf(layer);
  const crash = offer("break", "crash-hypervisor", "Crash the hypervisor", {
    do: "crashHypervisor",
    machine,
    ...(product === undefined ? {} : { product: product.key }),
  });
  if (layer.state === "running") return [...vmOffers(layer, layers), crash];
  if (!isBare(product)) return vmOffers(layer, layers);
  const hardware = hardwareOf(layers, machine);
  const off = hardware === undefined || hardware.state === "off";
  return off ? [switchOn(machine)] : [startAnew(machine, "repair")];
};
