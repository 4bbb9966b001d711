/** What can be done to container engines. */
import { freeContainerName } from "../reading/names";
import { commandLineOf, containersOn, engineFor, machineOf } from "../reading/stack";
import { type Offer, type Offers, offer } from "./offer";
import { troubleOnEngine } from "./trouble";

const ENDED: readonly string[] = ["created", "exited", "dead"];

/** Offers for an engine, or for the command line of one in a hidden machine. */
export const engineOffers: Offers = (layer, layers) => {
  const machine = commandLineOf(layers, machineOf(layer.id));
  const engine = engineFor(layers, machine) ?? layer;
  const start = offer("repair", "start-engine", "Start the engine", { do: "startEngine", machine });
  if (engine.state !== "running" && engine.state !== "starting") return [start];
  const free = (wanted: string) => freeContainerName(layers, machine, wanted);
  const name = free("web");
  const run = offer("build", "run-container", "Run a container of nginx", {
    do: "runContainer",
    machine,
    image: "nginx",
    name,
  });
  const all = containersOn(layers, machineOf(engine.id));
  const prune: Offer[] = all.some(({ state }) => ENDED.includes(state))
    ? [
        offer("remove", "prune-containers", "Remove containers that do not run", {
          do: "pruneContainers",
          machine,
        }),
      ]
    : [];
  const used = new Set(all.flatMap(({ uses }) => uses));
  const unused = layers.some(({ id, kind, on }) => kind === "image" && on === engine.id && !used.has(id));
  return [
    run,
    offer("run", "stop-engine", "Stop the engine", { do: "stopEngine", machine }),
    offer("break", "crash-engine", "Crash the engine", { do: "crashEngine", machine }),
    ...troubleOnEngine(machine, free),
    ...prune,
    ...(unused
      ? [
          offer("remove", "prune-images", "Delete images that no container uses", {
            do: "pruneImages",
            machine,
            all: true,
          }),
        ]
      : []),
  ];
};
