/** Where worlds come from: ready scenarios, files, links, or nothing. */
import {
  decodeScenario,
  parseScenario,
  type Result,
  readyScenario,
  readyScenarioNames,
  type Scenario,
  Simulation,
} from "../../sim/index";
import type { WorldSource } from "../protocol";

/** Begins a world. What cannot be one is refused with the place of the fault; nothing that comes from outside throws. */
export function begin(source: WorldSource): Result<Simulation> {
  try {
    const scenario = scenarioOf(source);
    return scenario.ok ? Simulation.start(scenario.value) : scenario;
  } catch (error) {
    return {
      ok: false,
      refusal: {
        code: "broken",
        what: "this world cannot be opened",
        why: `something in it goes on without end, or does not fit together (${error instanceof Error ? error.message : String(error)})`,
        wayOut: "open another one, or one without its last acts",
      },
    };
  }
}

function scenarioOf(source: WorldSource): Result<Scenario> {
  switch (source.from) {
    case "ready":
      return readyOne(source.name);
    case "data":
      return parseScenario(source.data);
    case "text":
      return decodeScenario(source.text);
    case "nothing":
      return parseScenario({ version: 1, title: "A world of your own" });
  }
}

function readyOne(name: string): Result<Scenario> {
  const scenario = readyScenario(name);
  if (scenario !== undefined) return { ok: true, value: scenario };
  return {
    ok: false,
    refusal: {
      code: "no-scenario",
      what: `there is no scenario ${name}`,
      why: `the ready ones are ${readyScenarioNames.join(", ")}`,
      wayOut: "choose one of these",
    },
  };
}
