/** What there is room for. */
import { expect, test } from "vitest";
import { roomOf } from "./use-room";

test("by width in rem, so that large type counts", () => {
  expect(roomOf(1440, 16)).toBe("wide");
  expect(roomOf(1280, 16)).toBe("wide");
  expect(roomOf(1024, 16)).toBe("compact");
  expect(roomOf(1024, 20)).toBe("compact");
  expect(roomOf(900, 20)).toBe("narrow");
  expect(roomOf(390, 16)).toBe("narrow");
});
