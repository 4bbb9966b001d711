/** The page's list of ready-made worlds is the engine's. */
import { expect, test } from "vitest";
import { readyScenario, readyScenarioNames } from "../../sim/index";
import { FAILURES, FIGURES, isReadyMade } from "./ready-made";

test("offers every ready-made world under its own title, in the engine's order", () => {
  const offered = [...FIGURES, ...FAILURES];
  expect(offered.map(({ name }) => name)).toEqual(readyScenarioNames);
  expect(offered.map(({ title }) => title)).toEqual(
    readyScenarioNames.map((name) => readyScenario(name)?.title),
  );
});

test("figures are those that can be told layer by layer", () => {
  for (const { name } of FIGURES) expect(readyScenario(name)?.story.length, name).toBeGreaterThan(0);
  for (const { name } of FAILURES) expect(readyScenario(name)?.story, name).toEqual([]);
});

test("tells ready-made worlds from others", () => {
  expect(isReadyMade("power-loss")).toBe(true);
  expect(isReadyMade("")).toBe(false);
});
