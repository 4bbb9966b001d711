/** What can be done to containers. */
import type { LayerView } from "../../../sim/index";
import { commandLineOf, imageOf, isClient, machineOf, ofKind } from "../reading/stack";
import { exploitFrom } from "./exploit";
import { type Offer, type Offers, offer } from "./offer";
import { runImage } from "./run-image";
import { troubleInContainer } from "./trouble";

type Layers = readonly LayerView[];

const MIB = 1_048_576;
const MEMORY_LIMIT = 256 * MIB;
const CPU_LIMIT = 0.5;
const PIDS_LIMIT = 100;

/** Machines at whose command lines other engines are used. */
function otherEngines(layers: Layers, here: string): string[] {
  const lines = ofKind(layers, "engine")
    .filter((engine) => isClient(engine) || engine.state === "running")
    .map(({ id }) => commandLineOf(layers, machineOf(id)));
  return [...new Set(lines)].filter((machine) => machine !== here);
}

function limits(machine: string, container: string): Offer[] {
  const place = { do: "updateContainer", machine, container } as const;
  return [
    offer("run", "limit-memory", "Limit its memory to 256 MB", { ...place, memory: MEMORY_LIMIT }),
    offer("run", "limit-cpus", "Limit it to half a processor", { ...place, cpus: CPU_LIMIT }),
    offer("run", "limit-pids", "Limit it to 100 processes", { ...place, pidsLimit: PIDS_LIMIT }),
    offer("run", "lift-limits", "Lift its limits", { ...place, memory: 0, cpus: 0, pidsLimit: 0 }),
  ];
}

/** Offers for a container, and for what lies in it. */
export const containerOffers: Offers = (layer, layers) => {
  const machine = commandLineOf(layers, machineOf(layer.id));
  const container = layer.label;
  const place = { machine, container };
  const stop = offer("run", "stop", "Stop it", { do: "stopContainer", ...place });
  const start = offer("run", "start", "Start it", { do: "startContainer", ...place });
  const again = offer("run", "restart", "Restart it", { do: "restartContainer", ...place });
  const kill = offer("break", "kill", "Kill it", { do: "killContainer", ...place });
  const pause = offer("run", "pause", "Pause it", { do: "pauseContainer", ...place });
  const goOn = offer("run", "unpause", "Let it go on", { do: "unpauseContainer", ...place });
  const another = runImage(layers, machine, imageOf(layers, layer), container);
  const commit = offer("build", "commit", "Make an image of it", {
    do: "commitContainer",
    ...place,
    as: `${container.toLowerCase()}-changed`,
  });
  const moves = otherEngines(layers, machine).map((to) =>
    offer("run", `move-to-${to}`, `Move it to ${to}`, { do: "migrateContainer", ...place, to }),
  );
  const remove = offer("remove", "remove", "Remove it", { do: "removeContainer", ...place });
  const force = offer("remove", "remove", "Remove it by force", {
    do: "removeContainer",
    ...place,
    force: true,
  });
  switch (layer.state) {
    case "running":
      return [
        stop,
        again,
        pause,
        another,
        ...limits(machine, container),
        ...moves,
        commit,
        kill,
        ...troubleInContainer(machine, container),
        exploitFrom(layer),
        force,
      ];
    case "paused":
      return [goOn, kill, another, commit, force];
    case "starting":
    case "restarting":
      return [stop, another, force];
    case "dead":
      return [remove];
    default:
      return [start, another, ...moves, commit, remove];
  }
};
