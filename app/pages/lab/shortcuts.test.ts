/** Keys that work anywhere on the page. */
import { expect, test } from "vitest";
import { shortcut } from "./shortcuts";

const press = (key: string, ...held: ("ctrl" | "meta" | "shift" | "alt")[]) => ({
  key,
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  shiftKey: held.includes("shift"),
  altKey: held.includes("alt"),
});

test.each([" ", "k", "K"])("%j plays and pauses where nothing has the focus", (key) => {
  expect(shortcut(press(key), "nothing")).toBe("play-pause");
  expect(shortcut(press(key), "control")).toBeNull();
  expect(shortcut(press(key), "text")).toBeNull();
});

test("undo and redo work on controls too, on every system's keys", () => {
  for (const held of ["ctrl", "meta"] as const) {
    expect(shortcut(press("z", held), "control")).toBe("undo");
    expect(shortcut(press("Z", held, "shift"), "control")).toBe("redo");
    expect(shortcut(press("y", held), "nothing")).toBe("redo");
  }
});

test("what is being written keeps its own undo", () => {
  expect(shortcut(press("z", "ctrl"), "text")).toBeNull();
});

test("other keys and other modifiers are left alone", () => {
  expect(shortcut(press("z"), "nothing")).toBeNull();
  expect(shortcut(press(" ", "shift"), "nothing")).toBeNull();
  expect(shortcut(press("z", "ctrl", "alt"), "nothing")).toBeNull();
});
