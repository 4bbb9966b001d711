/** Paths as text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { below, byteLength, isWithin, moved, namesOf, split } from "./paths";

const name = fc.stringMatching(/^[a-z.-]{1,3}$/).filter((text) => text !== "." && text !== "..");
const path = fc.array(name, { maxLength: 4 }).map((names) => `/${names.join("/")}`);

describe("paths", () => {
  it("F1: empty names and single dots mean nothing", () => {
    expect(namesOf("//a/./b//..")).toEqual(["a", "b", ".."]);
    expect(namesOf("/")).toEqual([]);
    expect(below("/", "a")).toBe("/a");
    expect(below("/a", "b")).toBe("/a/b");
    expect(split("/a/b")).toEqual({ dir: "/a", name: "b" });
    expect(split("/a")).toEqual({ dir: "/", name: "a" });
    expect(split("/")).toEqual({ dir: "/", name: "/" });
  });

  it("F4: a path lies within another only at the borders of names", () => {
    expect(isWithin("/ab", "/a")).toBe(false);
    expect(isWithin("/a", "/a")).toBe(true);
    expect(isWithin("/a/b", "/a")).toBe(true);
    expect(isWithin("/a", "/a/b")).toBe(false);
    expect(isWithin("/a", "/")).toBe(true);
  });

  it("F26: what is moved there and back is where it was", () => {
    fc.assert(
      fc.property(path, path, path, (from, to, rest) => {
        const at = rest === "/" ? from : from === "/" ? rest : from + rest;
        expect(isWithin(at, from)).toBe(true);
        const there = moved(at, from, to);
        expect(isWithin(there, to)).toBe(true);
        expect(moved(there, to, from)).toBe(at);
        expect(namesOf(there)).toEqual([...namesOf(to), ...namesOf(rest)]);
      }),
      { seed: 7 },
    );
  });

  it("F7: the length of a text is that of its UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
      }),
      { seed: 8 },
    );
    expect(byteLength("aé€😀")).toBe(1 + 2 + 3 + 4);
  });
});
