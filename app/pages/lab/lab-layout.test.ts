/** How the panels begin. */
import { expect, test } from "vitest";
import { beginning } from "./lab-layout";

test("a large window has every panel open", () => {
  expect(beginning(1440, 900, 16)).toMatchObject({
    paletteClosed: false,
    inspectorClosed: false,
    drawerClosed: false,
  });
});

test("a projector's large type leaves room for the diagram first", () => {
  expect(beginning(1024, 768, 20)).toMatchObject({
    paletteClosed: true,
    inspectorClosed: true,
    drawerClosed: true,
  });
});

test("windows of different room remember different sizes", () => {
  const ids = [beginning(1440, 900, 16), beginning(1024, 768, 20), beginning(1440, 600, 16)].map(
    ({ id }) => id,
  );
  expect(new Set(ids).size).toBe(3);
});
