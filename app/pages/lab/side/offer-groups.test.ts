import { describe, expect, it } from "vitest";
import { isDangerous, offerGroups, offerLines } from "./offer-groups";

const offer = (id: string, kind: "build" | "run" | "break" | "repair" | "remove", times = 1) => ({
  id,
  label: id,
  kind,
  commands: Array.from({ length: times }, () => ({ do: "powerOff" as const, machine: "laptop" })),
});

describe("offerGroups", () => {
  it("keeps the order within a group, puts harm last, and leaves empty groups out", () => {
    const offers = [
      offer("delete", "remove"),
      offer("crash", "break"),
      offer("start", "run"),
      offer("stop", "run"),
    ];
    expect(
      offerGroups(offers).map(({ title, offers: inside }) => [title, inside.map(({ id }) => id)]),
    ).toEqual([
      ["Run", ["start", "stop"]],
      ["Break", ["crash"]],
      ["Remove", ["delete"]],
    ]);
  });

  it("calls breaking and removing dangerous, repairing not", () => {
    expect(
      (["build", "run", "break", "repair", "remove"] as const).map((kind) => isDangerous({ kind })),
    ).toEqual([false, false, true, false, true]);
  });
});

describe("offerLines", () => {
  it("writes a line for each command, and counts those beyond the most", () => {
    expect(offerLines(offer("off", "run", 2), [])).toHaveLength(2);
    const many = offerLines(offer("off", "run", 9), [], 3);
    expect(many).toHaveLength(4);
    expect(many.at(-1)).toBe("… and 6 more");
  });
});
