/** The worlds of the engine's benchmarks. */
import { type Command, parseScenario, type Scenario } from "../app/sim";

/** A server large enough for ten thousand small containers, with an engine and one image. */
export function bigHost(): Scenario {
  const parsed = parseScenario({
    version: 1,
    setup: [
      { do: "addMachine", name: "host", preset: "server", cpus: 64, memoryBytes: 1e12, diskBytes: 1e13 },
      { do: "installOs", machine: "host", os: "ubuntu-24.04" },
      { do: "powerOn", machine: "host" },
      { do: "installEngine", machine: "host", product: "docker" },
      { do: "pullImage", machine: "host", image: "alpine" },
    ],
  });
  if (parsed.ok) return parsed.value;
  throw new Error(`${parsed.refusal.what}: ${parsed.refusal.why}`);
}

/** Commands that start so many containers. */
export function runs(count: number): Command[] {
  return Array.from({ length: count }, (_, index) => ({
    do: "runContainer",
    machine: "host",
    image: "alpine",
    name: `c${index}`,
    command: ["sleep", "infinity"],
  })) as unknown as Command[];
}
