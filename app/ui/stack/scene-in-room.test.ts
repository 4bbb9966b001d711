import { expect, it } from "vitest";
import { pictureOf } from "../../diagram/layout/picture-of";
import { containerHost } from "../../diagram/layout/testing/worlds";
import { headroomOver, sceneInRoom } from "./scene-in-room";

const PICTURE = pictureOf(containerHost(3));
const ROOM = { width: 800, height: 400, headroom: 28, unit: 1, bandHeight: 36 };
const heightIn = (height: number, size: "plain" | "memory" = "plain") =>
  sceneInRoom(PICTURE, { ...ROOM, height }, size, 1).height;

it("lowers the bands of a picture that is higher than its room", () => {
  const high = heightIn(0);
  expect(heightIn(high)).toBe(high);
  expect(heightIn(high - 1)).toBeLessThan(high);
});

it("leaves heights alone where they mean something", () => {
  expect(heightIn(50, "memory")).toBe(heightIn(0, "memory"));
});

it("tells how much room is above a picture", () => {
  const scene = sceneInRoom(PICTURE, ROOM, "plain", 1);
  expect(headroomOver(scene, ROOM, 1)).toBe(28 + 400 - scene.height);
  expect(headroomOver(scene, { ...ROOM, height: 10 }, 1)).toBe(28);
  expect(headroomOver(scene, { ...ROOM, height: 10 }, 0.5)).toBe(56);
});
