import { expect, it } from "vitest";
import { pictureOf } from "../../diagram/layout/picture-of";
import { containerHost } from "../../diagram/layout/testing/worlds";
import { sceneInRoom } from "./scene-in-room";

const PICTURE = pictureOf(containerHost(3));
const heightIn = (height: number, size: "plain" | "memory" = "plain") =>
  sceneInRoom(PICTURE, { width: 800, height, unit: 1, bandHeight: 36 }, size, 1).height;

it("lowers the bands of a picture that is higher than its room", () => {
  const high = heightIn(0);
  expect(heightIn(high)).toBe(high);
  expect(heightIn(high - 1)).toBeLessThan(high);
});

it("leaves heights alone where they mean something", () => {
  expect(heightIn(50, "memory")).toBe(heightIn(0, "memory"));
});
