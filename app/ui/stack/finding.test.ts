import { describe, expect, it } from "vitest";
import type { TableRow } from "../../diagram/layout/table-of";
import { findLayers } from "./finding";

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
