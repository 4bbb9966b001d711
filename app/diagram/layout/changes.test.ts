import { describe, expect, it } from "vitest";
import type { LayerView } from "../../sim/index";
import { changesBetween } from "./changes";
import { container, containerHost, virtualHost } from "./testing/worlds";

const change = (layers: readonly LayerView[], changes: Record<string, Partial<LayerView>>) =>
  layers.map((layer) => {
    const given = changes[layer.id];
    return given === undefined ? layer : { ...layer, ...given };
  });

const containers = containerHost(3);
const machines = virtualHost(3);

describe("changesBetween", () => {
  it("says nothing where nothing changed that is worth a word", () => {
    expect(changesBetween(containers, containers)).toBe("");
    expect(changesBetween(containers, [...containers])).toBe("");
    const busy = change(containers, { "laptop/container/web-1/app": { cpu: 0.7, memoryBytes: 7 } });
    expect(changesBetween(containers, busy)).toBe("");
  });

  it("names few and counts many", () => {
    const before = (count: number) =>
      containerHost(count).map((layer) => ({ ...layer, state: "created" as const }));
    const some = containers.map((layer, index) => ({ ...(before(3)[index] ?? layer) }));
    const up = change(some, {
      "laptop/container/web-1": { state: "running" },
      "laptop/container/web-3": { state: "running" },
    });
    expect(changesBetween(some, up)).toBe("web-1 and web-3 run.");
    const many = containerHost(40);
    const down = change(
      many,
      Object.fromEntries(
        many.filter(({ kind }) => kind === "container").map(({ id }) => [id, { state: "exited" as const }]),
      ),
    );
    expect(changesBetween(many, down)).toBe("40 containers ended.");
  });

  it("tells the gravest first", () => {
    const after = change(machines, {
      vm2: { state: "paused" },
      "vm1/kernel": { state: "panicked" },
      "vm1/os": { state: "panicked" },
      "vm1/userland": { state: "panicked" },
      "vm1/app/web": { state: "off" },
    });
    expect(changesBetween(machines, after)).toBe("vm1's kernel panicked. web is off. vm2 is paused.");
  });

  it("tells what came and what went, and who was broken into", () => {
    const more = [...containers, ...container("laptop", "db", null)];
    expect(changesBetween(containers, more)).toBe("db runs.");
    expect(changesBetween(more, containers)).toBe("db was removed.");
    const taken = change(containers, { "laptop/kernel": { compromised: true } });
    expect(changesBetween(containers, taken)).toBe("laptop's kernel was broken into.");
  });

  it("is short even where everything changes", () => {
    const sentences = changesBetween(virtualHost(5), [
      ...containers,
      ...container("laptop", "x", null, "dead"),
      ...container("laptop", "y", null, "paused"),
    ]);
    expect(sentences.split(". ").length).toBeLessThanOrEqual(5);
    expect(sentences).toMatch(/And \d+ more changes?\.$/);
  });
});
