import { parseScenario, Simulation } from "../../app/sim/index";

/** The hash of a link to a server on which so many containers of one image run. */
export function crowdHash(containers: number): string {
  const parsed = parseScenario({
    version: 1,
    title: "A crowd of containers",
    setup: [
      { do: "addMachine", name: "server", preset: "server", os: "ubuntu-24.04", memoryBytes: 2 ** 40 },
      { do: "powerOn", machine: "server" },
      { do: "installEngine", machine: "server", product: "docker" },
      { do: "pullImage", machine: "server", image: "nginx" },
    ],
  });
  if (!parsed.ok) throw new Error(parsed.refusal.why);
  const started = Simulation.start(parsed.value);
  if (!started.ok) throw new Error(started.refusal.what);
  const world = started.value;
  for (let n = 1; n <= containers; n++) {
    const result = world.dispatch({ do: "runContainer", machine: "server", image: "nginx", name: `web${n}` });
    if (!result.ok) throw new Error(result.refusal.what);
    world.advance(world.now + 100);
  }
  return `w=${world.encode()}`;
}
