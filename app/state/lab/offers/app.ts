/** What can be done to applications that are installed on a system. */
import { machineOf, nameOf } from "../reading/stack";
import { exploitFrom } from "./exploit";
import { type Offers, offer } from "./offer";

/** Offers for an application. */
export const appOffers: Offers = (layer) => {
  const place = { machine: machineOf(layer.id), name: nameOf(layer.id) };
  if (layer.state !== "running")
    return [offer("repair", "start-app", "Start it", { do: "startApp", ...place })];
  return [
    offer("break", "crash-app", "Crash the application", { do: "crashApp", ...place }),
    exploitFrom(layer),
  ];
};
