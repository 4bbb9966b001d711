/** Finding the engine that a command line reaches: that of its own machine, or one in a hidden virtual machine. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import type { Kernel } from "../../kernel/kernel";
import { kernelOf, machineNamed, runningKernel } from "../../machine/access";
import { machines } from "../../machine/tables";
import { type Engine, engines } from "../tables";

const CANNOT_CONNECT =
  "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";

/** The engine installed for a machine's command line, running or not. Refused: `no-machine`, `no-engine`. */
export function engineFor(world: World, machineName: string): Result<Engine> {
  const machine = machineNamed(world, machineName);
  if (!machine.ok) return machine;
  const { id } = machine.value;
  const engine = world.first(engines, "client", id) ?? world.first(engines, "machine", id);
  if (engine !== undefined) return ok(engine);
  return refuse(
    "no-engine",
    "docker: command not found",
    `${machineName} has no container engine`,
    `Install one on ${machineName}: an engine on Linux, Docker Desktop or Docker Toolbox on Windows and macOS`,
  );
}

/** The kernel under an engine, if it runs. */
export function kernelUnder(world: World, engine: Engine): Kernel | undefined {
  return kernelOf(world, engine.machine);
}

/** Whether an engine answers: its kernel and its daemon run. */
export function answers(world: World, engine: Engine): boolean {
  return (
    (engine.state === "running" || engine.state === "stopping") && kernelUnder(world, engine) !== undefined
  );
}

/**
 * The engine that answers at a machine's command line. Refused: `no-machine`, `no-engine`, `machine-off` and the like
 * where the client's machine is not up, `no-daemon` where the engine does not answer.
 */
export function engineAt(world: World, machineName: string): Result<Engine> {
  const found = engineFor(world, machineName);
  if (!found.ok) return found;
  const client = runningKernel(world, machineName);
  if (!client.ok) return client;
  if (answers(world, found.value)) return ok(found.value);
  return refuse("no-daemon", CANNOT_CONNECT, ...whyNot(world, found.value, machineName));
}

function whyNot(world: World, engine: Engine, machineName: string): [why: string, wayOut: string] {
  const { name, power } = world.must(machines, engine.machine);
  if (kernelUnder(world, engine) === undefined)
    return [
      `the machine ${name}, in which the engine runs, is not up`,
      power === "booting" ? `Wait until ${name} is ready` : `Start ${name} and wait until it is ready`,
    ];
  if (engine.state === "starting") return ["the daemon is still starting", "Wait until it is ready"];
  return [
    engine.state === "crashed" ? "the daemon has crashed" : "the daemon is stopped",
    `Start the engine of ${machineName}`,
  ];
}
