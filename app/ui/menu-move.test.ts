import { describe, expect, it } from "vitest";
import { menuMove } from "./menu-move";

const labels = ["Picture, SVG", "Picture, PNG", "Text"];

describe("menuMove", () => {
  it("opens at the first item by Down, at the last by Up, and by no letter", () => {
    expect(["ArrowDown", "ArrowUp", "t", "Home"].map((key) => menuMove(key, null, labels))).toEqual([
      0,
      2,
      null,
      null,
    ]);
  });

  it("goes round", () => {
    expect([menuMove("ArrowDown", 2, labels), menuMove("ArrowUp", 0, labels)]).toEqual([0, 2]);
    expect([menuMove("Home", 2, labels), menuMove("End", 0, labels)]).toEqual([0, 2]);
  });

  it("goes to the next item with the letter", () => {
    expect(["p", "P", "t", "x", " ", "Enter"].map((key) => menuMove(key, 0, labels))).toEqual([
      1,
      1,
      2,
      null,
      null,
      null,
    ]);
    expect(menuMove("p", 1, labels)).toBe(0);
  });
});
