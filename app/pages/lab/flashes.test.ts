/** Happenings that are shown the moment they happen. */
import { expect, test } from "vitest";
import type { WorldView } from "../../state/lab/lab-types";
import { flashesOf, newMarks } from "./flashes";

const mark = (id: number, at: number, layer: string, what: string) => ({ id, at, layer, what, text: what });
const first = mark(1, 0, "laptop", "ready");
const started = mark(2, 500, "web", "started");
const killed = mark(3, 900, "web", "oom-kill");

function view(at: number, now: number, marks: WorldView["marks"], name = "world"): WorldView {
  const head = {
    name,
    title: "",
    about: "",
    story: [],
    now,
    at,
    nextAt: null,
    endAt: now,
    settled: true,
    coming: [],
    canUndo: false,
    canRedo: false,
    acts: 0,
  };
  return { head, layers: [], marks };
}

test("a world that has just been opened shows nothing as new", () => {
  expect(newMarks(null, view(900, 900, [first, started]))).toEqual([]);
  expect(newMarks(view(0, 0, [first]), view(900, 900, [first, started], "another"))).toEqual([]);
});

test("what happened while time passed is new", () => {
  expect(newMarks(view(0, 0, [first]), view(600, 600, [first, started]))).toEqual([started]);
});

test("what was done without time passing is new", () => {
  const crash = mark(4, 600, "web", "crashed");
  expect(newMarks(view(600, 600, [first, started]), view(600, 600, [first, started, crash]))).toEqual([
    crash,
  ]);
});

test("while a person looks back, only what the moment passes over is new", () => {
  const marks = [first, started, killed];
  expect(newMarks(view(100, 1_000, marks), view(600, 1_000, marks))).toEqual([started]);
  expect(newMarks(view(600, 1_000, marks), view(100, 1_000, marks))).toEqual([]);
});

test("one flash for each place, where a failure outlives what follows it", () => {
  const exited = mark(5, 901, "web", "exited");
  expect(flashesOf([started, killed, exited], new Map(), 10)).toEqual([
    { key: 10, item: "web", what: "oom-kill", text: "oom-kill" },
  ]);
});

test("a layer without a place flashes where its stand-in is", () => {
  expect(flashesOf([started], new Map([["web", "~crowd"]]), 0)[0]?.item).toBe("~crowd");
});

test("of many at once, failures and the newest are shown", () => {
  const many = Array.from({ length: 20 }, (_, index) => mark(10 + index, index, `app${index}`, "started"));
  const flashes = flashesOf([killed, ...many], new Map(), 0);
  expect(flashes).toHaveLength(4);
  expect(flashes[0]?.item).toBe("web");
  expect(flashes[1]?.item).toBe("app19");
});
