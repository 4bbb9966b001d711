/** What can be done to images. */
import { commandLineOf, machineOf } from "../reading/stack";
import { type Offers, offer } from "./offer";
import { runImage } from "./run-image";

/** Offers for an image. */
export const imageOffers: Offers = (layer, layers) => {
  const machine = commandLineOf(layers, machineOf(layer.id));
  const image = layer.label;
  const run = runImage(layers, machine, image);
  return [
    { ...run, label: "Run a container of it" },
    offer("remove", "remove-image", "Remove the image", { do: "removeImage", machine, image }),
  ];
};
