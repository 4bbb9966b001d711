import { describe, expect, it } from "vitest";
import { readyScenario, Simulation, viewsOf } from "../../../sim/index";
import { kindWords, roleOf, sentence, signOf, stateWords } from "./layer-words";

function layersOf(name: string) {
  const scenario = readyScenario(name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const sim = Simulation.start(scenario);
  if (!sim.ok) throw new Error(sim.refusal.what);
  sim.value.advance(120_000);
  return viewsOf(sim.value.world);
}

describe("words for layers", () => {
  const layers = layersOf("vms-vs-containers");
  const layer = (id: string) => {
    const found = layers.find((each) => each.id === id);
    if (!found) throw new Error(`no layer ${id}`);
    return found;
  };
  const words = (id: string) => kindWords(layer(id), layers);

  it("tell a host's kernel from a guest's", () => {
    expect([words("left/kernel"), words("vm1/kernel")]).toEqual([
      "Host kernel of left",
      "Guest kernel of vm1",
    ]);
  });

  it("say on which machine a layer is, but of a machine itself", () => {
    expect(["left", "vm1", "left/hypervisor", "right/container/web", "vm1/os"].map(words)).toEqual([
      "Hardware",
      "Virtual hardware",
      "Hypervisor on left",
      "Container on right",
      "Guest operating system of vm1",
    ]);
  });

  it("say how it does, its phase while it starts, and whether somebody broke in", () => {
    const kernel = layer("vm1/kernel");
    expect(stateWords(kernel)).toBe("running");
    expect(stateWords({ ...kernel, state: "starting", phase: "firmware" })).toBe("starting: firmware");
    expect(stateWords({ ...kernel, state: "exited", phase: "firmware" })).toBe("exited");
    expect(stateWords({ ...kernel, state: "panicked" })).toBe("kernel panic");
    expect(stateWords({ ...kernel, compromised: true })).toBe("running, broken into");
    expect(stateWords(layer("right/image/nginx:latest"))).toBe("in place");
  });

  it("give every kernel one role, whoever owns it", () => {
    expect(new Set(layers.filter(({ kind }) => kind === "kernel").map(({ kind }) => roleOf(kind)))).toEqual(
      new Set(["kernel"]),
    );
  });

  it("tell what failed from what is off and what is held", () => {
    expect((["running", "panicked", "exited", "paused", "restarting"] as const).map(signOf)).toEqual([
      "up",
      "failed",
      "off",
      "held",
      "working",
    ]);
  });
});

describe("sentence", () => {
  it("ends text with a full stop, once", () => {
    expect(["it is off ", "It is off.", "Is it off?", ""].map(sentence)).toEqual([
      "it is off.",
      "It is off.",
      "Is it off?",
      "",
    ]);
  });
});
