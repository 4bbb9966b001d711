/** Signs on the timeline. */
import { expect, test } from "vitest";
import { comingSigns, signKind, signNear, signsOf } from "./timeline-marks";

const mark = (id: number, at: number, what: string, text = what) => ({ id, at, layer: "web", what, text });

test("tells failures and what is up from the rest", () => {
  expect(["oom-kill", "panicked", "power-lost", "ready", "started", "pulling"].map(signKind)).toEqual([
    "failure",
    "failure",
    "failure",
    "up",
    "up",
    "other",
  ]);
});

test("puts each happening where its time is", () => {
  expect(
    signsOf([mark(1, 0, "started"), mark(2, 500, "started")], 1_000, 100).map(({ place }) => place),
  ).toEqual([0, 0.5]);
});

test("a timeline without extent has everything at its beginning", () => {
  expect(signsOf([mark(1, 0, "started")], 0, 100)[0]?.place).toBe(0);
});

test("happenings of one kind that would overlap become one sign, which counts them", () => {
  const marks = Array.from({ length: 6 }, (_, index) =>
    mark(index, 500 + index, "started", `app ${index} runs`),
  );
  expect(signsOf(marks, 10_000, 100)).toEqual([
    {
      kind: "up",
      at: 500,
      place: 0.05,
      texts: ["app 0 runs", "app 1 runs", "app 2 runs", "app 3 runs"],
      count: 6,
    },
  ]);
});

test("a failure never disappears among others, and is drawn last", () => {
  const signs = signsOf(
    [mark(1, 500, "oom-kill"), mark(2, 500, "started"), mark(3, 900, "exited")],
    1_000,
    10,
  );
  expect(signs.map(({ kind }) => kind)).toEqual(["other", "up", "failure"]);
});

test("finds the nearest sign within reach, the gravest of equals", () => {
  const signs = signsOf(
    [mark(1, 200, "oom-kill"), mark(2, 200, "started"), mark(3, 800, "started")],
    1_000,
    100,
  );
  expect(signNear(signs, 0.21, 0.02)?.kind).toBe("failure");
  expect(signNear(signs, 0.79, 0.02)?.at).toBe(800);
  expect(signNear(signs, 0.5, 0.02)).toBeNull();
});

test("what is still to come stands where it will happen, together where it is at one time", () => {
  const coming = [
    { at: 500, text: "Pulls the plug" },
    { at: 1_000, text: "Panics" },
    { at: 1_000, text: "Crashes" },
  ];
  expect(comingSigns(coming, 1_000)).toEqual([
    { kind: "coming", at: 500, place: 0.5, texts: ["Still to come", "Pulls the plug"], count: 2 },
    { kind: "coming", at: 1_000, place: 1, texts: ["Still to come", "Panics", "Crashes"], count: 3 },
  ]);
});
