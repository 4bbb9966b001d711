import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_SETUP_LENGTH, MAX_TIME_MS } from "../core/limits";
import type { Refusal } from "../core/result";
import { parseScenario, type Scenario } from "./scenario";

function refusal(data: unknown): Refusal {
  const parsed = parseScenario(data);
  if (parsed.ok) throw new Error("it was not refused");
  return parsed.refusal;
}

const power = { do: "powerOn", machine: "laptop" };
const given = (change: object) => ({
  version: 1,
  setup: [power],
  log: [{ at: 5, command: power }],
  ...change,
});

describe("scenarios as data", () => {
  it("W16: what may be left out has a default", () => {
    const parsed = parseScenario({ version: 1 });
    expect(parsed).toEqual({
      ok: true,
      value: { version: 1, name: "", title: "", about: "", seed: 1, setup: [], log: [], lasts: 0, story: [] },
    });
    const logged = parseScenario(given({}));
    expect(logged.ok && logged.value.log).toEqual([
      { at: 5, command: power, cause: { by: "scenario", text: "", act: 0 } },
    ]);
  });

  it.each<[string, unknown, string]>([
    ["nothing", undefined, "/"],
    ["no object", 7, "/"],
    ["a list", [], "/"],
    ["no version", {}, "/version"],
    ["another version", { version: 2 }, "/version"],
    ["a number for a name", given({ name: 5 }), "/name"],
    ["a name without end", given({ name: "x".repeat(101) }), "/name"],
    ["half a seed", given({ seed: 0.5 }), "/seed"],
    ["no list of commands", given({ setup: power }), "/setup"],
    ["an unknown command", given({ setup: [power, { do: "fly" }] }), "/setup/1/do"],
    ["a command without a name", given({ setup: [{ machine: "laptop" }] }), "/setup/0/do"],
    ["a field of another type", given({ setup: [{ do: "powerOn", machine: 7 }] }), "/setup/0/machine"],
    ["a missing field", given({ setup: [{ do: "powerOn" }] }), "/setup/0/machine"],
    ["an unknown field", given({ setup: [{ ...power, hurry: true }] }), "/setup/0"],
    ["an unknown field of the whole", given({ colour: "blue" }), "/"],
    [
      "a fault deep inside",
      given({
        log: [{ at: 0, command: { do: "runContainer", machine: "a", image: "b", ports: ["80", 5] } }],
      }),
      "/log/0/command/ports/1",
    ],
    ["time before the beginning", given({ log: [{ at: -1, command: power }] }), "/log/0/at"],
    ["no number for a time", given({ log: [{ at: Number.NaN, command: power }] }), "/log/0/at"],
    ["time without end", given({ log: [{ at: MAX_TIME_MS + 1, command: power }] }), "/log/0/at"],
    [
      "an unknown cause",
      given({ log: [{ at: 0, command: power, cause: { by: "magic", text: "", act: 0 } }] }),
      "/log/0/cause/by",
    ],
    ["an endless set-up", given({ setup: Array(MAX_SETUP_LENGTH + 1).fill(power) }), "/setup"],
    ["a story of something else", given({ story: [{ layers: "laptop", text: "" }] }), "/story/0/layers"],
    ["a length before the beginning", given({ lasts: -5 }), "/lasts"],
  ])("W16: %s is refused with the path of the fault", (_, data, path) => {
    const { code, what, why } = refusal(data);
    expect([code, what]).toEqual(["malformed", "this is not a scenario"]);
    expect(why.slice(0, why.indexOf(": "))).toBe(path);
    expect(why.length).toBeGreaterThan(path.length + 5);
  });

  it("W16: an unknown field is named", () => {
    expect(refusal(given({ setup: [{ ...power, hurry: true }] })).why).toContain("hurry");
  });

  it("W16: a log that is not in order is refused with the entry at fault and what to do", () => {
    const log = [5, 7, 6].map((at) => ({ at, command: power }));
    expect(refusal(given({ log }))).toMatchObject({
      why: expect.stringMatching(/^\/log\/2\/at: 6 ms/),
      wayOut: "sort the log by time",
    });
    expect(parseScenario(given({ log: [5, 5, 6].map((at) => ({ at, command: power })) })).ok).toBe(true);
  });

  it("W16: whatever comes in is a scenario or a refusal in words: nothing is thrown", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
    });
    const nearly = fc.record(
      {
        version: fc.constantFrom<unknown>(1, "1", 2),
        name: anything,
        seed: fc.oneof(fc.integer(), anything),
        setup: fc.oneof(fc.array(fc.oneof(fc.constant(power), anything)), anything),
        log: fc.oneof(
          fc.array(fc.record({ at: fc.double(), command: fc.oneof(fc.constant(power), anything) })),
          anything,
        ),
        story: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, nearly), (data) => {
        const parsed = parseScenario(data);
        if (parsed.ok) {
          const again: unknown = JSON.parse(JSON.stringify(parsed.value));
          expect(parseScenario(again)).toEqual({ ok: true, value: again as Scenario });
        } else {
          const { code, what, why } = parsed.refusal;
          expect([code, what]).toEqual(["malformed", "this is not a scenario"]);
          expect(why).toMatch(/^\/.*: ./s);
        }
      }),
      { numRuns: 300 },
    );
  });
});
