import { at, engineHost, runApp, scenario, THREE_APPS } from "../parts";

const LOSS = 5_000;
const BACK = 10_000;

export const powerLoss = scenario({
  name: "power-loss",
  title: "The power goes",
  about:
    "The plug is pulled: nobody is told, memory is gone, disks stay. When the machine is back, the engine starts again what it was told to keep running.",
  setup: engineHost("laptop"),
  log: [
    ...at(0, ...THREE_APPS.map((app, index) => runApp("laptop", app, index === 0 ? "always" : "no"))),
    ...at(LOSS, { do: "powerOff", machine: "laptop" }),
    ...at(BACK, { do: "powerOn", machine: "laptop" }),
  ],
});
