/** Where something lands that is dropped onto a picture. */
import { expect, test } from "vitest";
import type { WorldView } from "../../state/lab/lab-types";
import type { PaletteEntry } from "../../state/lab/palette";
import { dropTarget } from "./drop-target";

const layer = (id: string, on: string | null, within: string | null = null) =>
  ({ id, on, within }) as WorldView["layers"][number];

const layers = [
  layer("laptop", null),
  layer("laptop/os", "laptop"),
  layer("laptop/kernel", "laptop", "laptop/os"),
  layer("laptop/userland", "laptop/kernel", "laptop/os"),
  layer("laptop/engine", "laptop/os"),
  layer("laptop/container/web", "laptop/engine"),
  layer("server", null),
];

const entry = (...targets: (string | null)[]): PaletteEntry => ({
  id: "entry",
  group: "container",
  label: "entry",
  kind: "container",
  about: "",
  targets: () => targets.map((target) => ({ layer: target, label: target ?? "the ground" })),
  fields: () => [],
  commands: () => [],
});

test("lands on the layer that is pointed at", () => {
  expect(dropTarget(entry("laptop/engine"), "laptop/engine", layers)).toEqual({
    target: "laptop/engine",
    allowed: true,
  });
});

test("falls through to the nearest layer beneath that takes it", () => {
  expect(dropTarget(entry("laptop/engine"), "laptop/container/web", layers).target).toBe("laptop/engine");
  expect(dropTarget(entry("laptop/os", "laptop"), "laptop/kernel", layers).target).toBe("laptop/os");
});

test("else goes to what stands on the layer that is pointed at", () => {
  expect(dropTarget(entry("laptop/engine"), "laptop", layers)).toEqual({
    target: "laptop/engine",
    allowed: true,
  });
});

test("a kernel stands for its operating system", () => {
  expect(dropTarget(entry("laptop/engine"), "laptop/kernel", layers)).toEqual({
    target: "laptop/engine",
    allowed: true,
  });
});

test("the frame of a virtual machine stands for the machine", () => {
  expect(dropTarget(entry("laptop"), "~vm/laptop", layers).target).toBe("laptop");
});

test("what stands on the ground lands there from anywhere", () => {
  expect(dropTarget(entry(null), null, layers)).toEqual({ target: null, allowed: true });
  expect(dropTarget(entry(null), "laptop/kernel", layers)).toEqual({ target: null, allowed: true });
});

test("nothing takes it: the layer that is pointed at is named, and refused", () => {
  expect(dropTarget(entry("laptop/engine"), "server", layers)).toEqual({ target: "server", allowed: false });
  expect(dropTarget(entry("laptop/engine"), null, layers)).toEqual({ target: null, allowed: false });
});
