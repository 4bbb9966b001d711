import { describe, expect, it } from "vitest";
import { differences } from "./difference";
import { engineHost, PATIENCE_MS, Trial } from "./trials/trial";

describe("two worlds compared", { timeout: PATIENCE_MS }, () => {
  it("a fork is the same until something is done in one of them", () => {
    const here = Trial.of(...engineHost("laptop"));
    here.does({ do: "runContainer", machine: "laptop", image: "nginx", name: "web" });
    const there = here.fork();
    expect(differences(here.layers, there.layers)).toEqual(new Map());
    here.does({ do: "runContainer", machine: "laptop", image: "nginx", name: "more" });
    there.does({ do: "killContainer", machine: "laptop", container: "web" });
    const found = differences(here.layers, there.layers);
    expect(found.get("laptop/container/more")).toBe("only-here");
    expect(found.get("laptop/container/web")).toBe("differs");
    expect(found.get("laptop")).toBe(undefined);
    expect(differences(there.layers, here.layers).has("laptop/container/more")).toBe(false);
  });

  it("processor time alone is no difference, being broken into is one", () => {
    const [layer] = Trial.of(...engineHost("laptop")).layers;
    if (layer === undefined) throw new Error("there is nothing");
    expect(differences([layer], [{ ...layer, cpu: 3, phase: "kernel" }]).size).toBe(0);
    expect(differences([layer], [{ ...layer, compromised: true }]).get(layer.id)).toBe("differs");
    expect(differences([layer], [{ ...layer, memoryBytes: 1 }]).get(layer.id)).toBe("differs");
    expect(differences([layer], [{ ...layer, capacity: null }]).get(layer.id)).toBe("differs");
  });
});
