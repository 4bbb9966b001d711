import { describe, expect, it } from "vitest";
import { type Batch, begun, heard, type Moment, said } from "./announcing";

const moment = (layers: string, act = 0, scene = "world"): Moment<string> => ({ layers, act, scene });
const changes = (from: string, to: string) => `${from} to ${to}.`;
const all = (first: Moment<string>, ...rest: Moment<string>[]): Batch<string> =>
  rest.reduce(heard<string>, begun(first));
const text = (batch: Batch<string>) => said(batch, changes).text;

describe("what is said", () => {
  it("is nothing at first, and nothing when nothing changed", () => {
    expect(text(all(moment("off")))).toBe("");
    expect(text(all(moment("off"), moment("off")))).toBe("");
  });

  it("is one sentence for all that happened meanwhile", () => {
    expect(text(all(moment("off"), moment("boots"), moment("runs")))).toBe("off to runs.");
  });

  it("is said once", () => {
    const { rest } = said(all(moment("off"), moment("runs")), changes);
    expect(text(rest)).toBe("");
    expect(text(heard(rest, moment("crashed")))).toBe("runs to crashed.");
  });

  it("leaves out what a person has just done, but not what follows from it or came before", () => {
    expect(text(all(moment("runs"), moment("killed", 1)))).toBe("");
    expect(text(all(moment("runs"), moment("killed", 1), moment("dead", 1)))).toBe("killed to dead.");
    expect(text(all(moment("boots"), moment("runs"), moment("killed", 1)))).toBe("boots to runs.");
  });

  it("leaves out the difference to another world or moment", () => {
    expect(text(all(moment("off"), moment("runs"), moment("other", 0, "elsewhere")))).toBe("");
  });
});
