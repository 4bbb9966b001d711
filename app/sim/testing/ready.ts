/** For tests: ready scenarios, begun and ended. */
import { readyScenario, Simulation } from "../index";
import { type Acting, actingIn } from "./claims";

/** A ready scenario whose log has been carried out, up to the time of its last entry. */
export function begun(name: string): Acting {
  const scenario = readyScenario(name);
  const started = scenario && Simulation.start(scenario);
  if (!started?.ok) throw new Error(`${name}: ${JSON.stringify(started?.refusal)}`);
  return actingIn(started.value);
}

/** A ready scenario when all that it is to show has been seen. */
export function ended(name: string): Acting {
  const lab = begun(name);
  lab.settle();
  lab.sim.advance(Math.max(lab.sim.now, lab.sim.scenario.lasts));
  lab.settle();
  return lab;
}
