import { describe, expect, it } from "vitest";
import type { TableRow } from "../../diagram/layout/table-of";
import { findLayers, nextOption } from "./finding";

const row = (name: string, what: string, state = "running"): TableRow => ({
  id: `laptop/${name}`,
  level: 1,
  name,
  what,
  state,
  standsOn: null,
  memoryBytes: 0,
  diskBytes: 0,
  readyMs: null,
});

const ROWS = [
  row("laptop: Linux", "kernel"),
  row("old-web", "container", "exited"),
  row("web", "container"),
  row("web", "app"),
  row("api", "container"),
];
const found = (query: string) => findLayers(ROWS, query).map(({ name, what }) => `${name} ${what}`);

describe("finding layers", () => {
  it("prefers names that begin with the query", () => {
    expect(found("web")).toEqual(["web container", "web app", "old-web container"]);
  });

  it("takes every word, whatever it is about and however it is written", () => {
    expect(found("  Container RUN")).toEqual(["web container", "api container"]);
    expect(found("web app")).toEqual(["web app"]);
    expect(found("exited")).toEqual(["old-web container"]);
  });

  it("finds nothing for nothing, and for what there is not", () => {
    expect(found(" ")).toEqual([]);
    expect(found("mainframe")).toEqual([]);
  });
});

describe("arrow keys in the list", () => {
  it("go around", () => {
    expect(nextOption("ArrowDown", -1, 3)).toBe(0);
    expect(nextOption("ArrowDown", 2, 3)).toBe(0);
    expect(nextOption("ArrowUp", -1, 3)).toBe(2);
    expect(nextOption("ArrowUp", 1, 3)).toBe(0);
  });

  it("lead nowhere in an empty list, and other keys never do", () => {
    expect(nextOption("ArrowDown", -1, 0)).toBeNull();
    expect(nextOption("Home", 1, 3)).toBeNull();
  });
});
