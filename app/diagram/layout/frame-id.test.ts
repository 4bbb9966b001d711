import { expect, it } from "vitest";
import { frameId, layerOf } from "./frame-id";

it("leads from a machine to its frame and back", () => {
  expect(frameId("vm1")).not.toBe("vm1");
  expect(layerOf(frameId("vm1"))).toBe("vm1");
});

it("leaves other items as they are", () => {
  expect(layerOf("vm1/kernel")).toBe("vm1/kernel");
  expect(layerOf("~many/c1")).toBe("~many/c1");
});
