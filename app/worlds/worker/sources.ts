/** Where worlds come from: ready scenarios, files, links, or nothing. */
import {
  decodeScenario,
  type Preparation,
  parseScenario,
  type Result,
  readyScenario,
  readyScenarioNames,
  type Scenario,
  Simulation,
} from "../../sim/index";
import type { WorldSource } from "../protocol";

/** Where a world comes from that is not ready yet. */
type Given = Exclude<WorldSource, { readonly from: "prepared" }>;

/** Begins to prepare a world. What cannot be one is refused with the place of the fault; nothing that comes from outside throws. */
export function prepare(source: Given): Result<Preparation<Simulation>> {
  return unbroken(() => {
    const scenario = scenarioOf(source);
    return scenario.ok ? Simulation.prepare(scenario.value) : scenario;
  });
}

/** Goes on with it while `goesOn`; `null`: there is more to do. */
export function carryOn(
  preparation: Preparation<Simulation>,
  goesOn: () => boolean,
): Result<Simulation | null> {
  return unbroken(() => preparation.carryOn(goesOn));
}

/** Does what comes from outside; a world that breaks the engine is refused. */
function unbroken<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
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

function scenarioOf(source: Given): Result<Scenario> {
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
