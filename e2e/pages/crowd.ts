import { type CommandInput, parseScenario, Simulation } from "../../app/sim/index";

const MS_BETWEEN_STARTS = 20;
const GIBIBYTE = 2 ** 30;

const SERVER: CommandInput[] = [
  {
    do: "addMachine",
    name: "server",
    preset: "server",
    os: "ubuntu-24.04",
    memoryBytes: 256 * GIBIBYTE,
    cpus: 64,
  },
  { do: "powerOn", machine: "server" },
  { do: "installEngine", machine: "server" },
  { do: "pullImage", machine: "server", image: "nginx" },
];

/** The hash of a link to a server on which so many containers of one image were started one after the other. */
export function crowdHash(containers: number): string {
  const parsed = parseScenario({ version: 1, name: "crowd", title: "A crowd of containers", setup: SERVER });
  if (!parsed.ok) throw new Error(parsed.refusal.why);
  const started = Simulation.start(parsed.value);
  if (!started.ok) throw new Error(started.refusal.what);
  const world = started.value;
  for (let n = 1; n <= containers; n++) {
    const result = world.dispatch({ do: "runContainer", machine: "server", image: "nginx", name: `web${n}` });
    if (!result.ok) throw new Error(result.refusal.what);
    world.advance(world.now + MS_BETWEEN_STARTS);
  }
  return `w=${world.encode()}&t=${world.now}`;
}
