import { expect, it } from "vitest";
import { isUnnamed } from "./use-tip";

it("is said what the picture cannot say: cells without names, and names that were cut", () => {
  expect(isUnnamed({ kind: "cell", label: "" })).toBe(true);
  expect(isUnnamed({ kind: "band", label: "datab…" })).toBe(true);
  expect(isUnnamed({ kind: "cell", label: "web-1" })).toBe(false);
  expect(isUnnamed({ kind: "frame", label: "" })).toBe(false);
});
