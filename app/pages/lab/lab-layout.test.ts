/** How the panels begin. */
import { afterEach, expect, test, vi } from "vitest";
import { beginning, layoutStorage } from "./lab-layout";

afterEach(() => vi.unstubAllGlobals());

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

test("sizes are remembered as shares of panels; rubbish is not taken for them", () => {
  const stored = (text: string | null) => {
    vi.stubGlobal("localStorage", { getItem: () => text });
    return layoutStorage.getItem("strata.lab.wide-high.columns");
  };
  expect(stored('{"palette":20,"diagram":80}')).toBe('{"palette":20,"diagram":80}');
  for (const rubbish of [null, "{", "null", "[]", "42", '{"palette":"wide"}', '{"palette":-1}'])
    expect(stored(rubbish)).toBe(null);
});

test("forbidden storage is no storage", () => {
  const forbidden = () => {
    throw new Error("denied");
  };
  vi.stubGlobal("localStorage", { getItem: forbidden, setItem: forbidden });
  expect(layoutStorage.getItem("key")).toBe(null);
  expect(() => layoutStorage.setItem("key", "{}")).not.toThrow();
});
