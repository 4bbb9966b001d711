import { describe, expect, it } from "vitest";
import { classesOf } from "./classes";
import { lit, shownAs, worded } from "./emphasis";
import { item, sceneOf } from "./testing/scenes";

const SCENE = sceneOf(
  [
    item("pc"),
    item("~vm/a", { kind: "frame", role: "vm", parent: "pc" }),
    item("a", { role: "virtual-hardware", parent: "~vm/a" }),
    item("~gathering", { kind: "gathering", role: "gathering", parent: "a" }),
    item("c1", { kind: "cell", role: "container", parent: "~gathering" }),
  ],
  { standIns: new Map([["c1/libs", "c1"]]) },
);

describe("lit", () => {
  it("takes the picture's own things along with what is in them", () => {
    expect([...lit(SCENE, new Set(["a"]))]).toEqual(["a", "~vm/a"]);
    expect([...lit(SCENE, new Set(["c1"]))]).toEqual(["c1", "~gathering"]);
  });

  it("takes what stands in for a layer, and no layer beneath", () => {
    expect([...lit(SCENE, new Set(["c1/libs"]))]).toEqual(["c1/libs", "c1", "~gathering"]);
    expect([...lit(SCENE, new Set(["pc"]))]).toEqual(["pc"]);
  });
});

describe("shownAs", () => {
  it("finds the item of a layer", () => {
    const drawn = new Set(["pc", "c1"]);
    expect(shownAs(SCENE, "pc", drawn)).toBe("pc");
    expect(shownAs(SCENE, "c1/libs", drawn)).toBe("c1");
    expect(shownAs(SCENE, "elsewhere", drawn)).toBeNull();
  });
});

describe("worded", () => {
  it("leaves out what only follows from what is beneath", () => {
    const differences = new Map([
      ["~vm/a", "only-here"],
      ["a", "only-here"],
      ["~gathering", "differs"],
    ]);
    expect(worded(SCENE, differences).map(({ id }) => id)).toEqual(["~vm/a", "~gathering"]);
  });
});

describe("classesOf", () => {
  const all = { revealed: null, found: null };
  it("names role, kind and look", () => {
    expect(classesOf(item("x", { role: "kernel", look: "failed" }), all)).toBe(
      "item kind-band role-kernel look-failed",
    );
    expect(classesOf(item("x", { kind: "cell", role: "vm", compromised: true }), all)).toBe(
      "item kind-cell role-vm look-done chip compromised",
    );
  });

  it("tells nothing of what a story has not come to", () => {
    expect(classesOf(item("x"), { revealed: new Set(), found: null })).toBe("item kind-band ghost");
    expect(classesOf(item("x"), { revealed: new Set(["x"]), found: new Set() })).toContain(" dim");
  });
});
