import { base64urlnopad } from "@scure/base";
import fc from "fast-check";
import { deflateSync, strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { MAX_DECODED_BYTES, MAX_ENCODED_LENGTH } from "../core/limits";
import type { Refusal } from "../core/result";
import { readyScenario } from "../scenarios/ready";
import { container, dockerHost, PATIENCE_MS } from "../testing/claims";
import { decodeScenario, encodeScenario } from "./codec";
import { parseScenario, type Scenario } from "./scenario";
import { Simulation } from "./simulation";

function scenario(data: object): Scenario {
  const parsed = parseScenario({ version: 1, ...data });
  if (!parsed.ok) throw new Error(parsed.refusal.why);
  return parsed.value;
}

function refusal(text: string): Refusal {
  const decoded = decodeScenario(text);
  if (decoded.ok) throw new Error("it was not refused");
  return decoded.refusal;
}

const pack = (text: string) => `1.${base64urlnopad.encode(deflateSync(strToU8(text)))}`;
const story = scenario({
  name: "story",
  seed: 7,
  setup: dockerHost("laptop"),
  log: [
    { at: 0, command: container("laptop", "one") },
    { at: 1_000.5, command: { do: "killContainer", machine: "laptop", container: "one" } },
  ],
});

describe("scenarios as text", { timeout: PATIENCE_MS }, () => {
  it("W17: encoded and decoded it is equal, and so is its world", () => {
    const text = encodeScenario(story);
    expect(text).toMatch(/^1\.[A-Za-z0-9_-]+$/);
    expect(decodeScenario(text)).toEqual({ ok: true, value: story });
    const [one, two] = [Simulation.start(story), Simulation.decode(text)];
    if (!one.ok || !two.ok) throw new Error("it cannot be started");
    for (const simulation of [one.value, two.value]) simulation.advance(5_000);
    expect(two.value.world.toJSON()).toEqual(one.value.world.toJSON());
  });

  it("W17: what was done since goes along, with its times and causes", () => {
    const started = Simulation.start(story);
    if (!started.ok) throw new Error("it cannot be started");
    const { value: simulation } = started;
    simulation.advance(4_000);
    simulation.dispatch(
      { do: "startContainer", machine: "laptop", container: "one" },
      { by: "typed", text: "docker start one", act: 3 },
    );
    const again = Simulation.decode(simulation.encode());
    if (!again.ok) throw new Error(again.refusal.why);
    expect(again.value.log).toEqual(simulation.log);
    expect(again.value.log.at(-1)).toMatchObject({
      at: 4_000,
      cause: { by: "typed", text: "docker start one", act: 3 },
    });
    again.value.advance(9_000);
    simulation.advance(9_000);
    expect(again.value.world.toJSON()).toEqual(simulation.world.toJSON());
  });

  it("W17: any scenario comes back as it was, whatever is written in it", () => {
    const text = fc.string({ unit: "binary", maxLength: 60 });
    const any = fc.record({
      name: text,
      title: text,
      about: text,
      seed: fc.integer(),
      setup: fc.array(fc.record({ do: fc.constant("powerOn"), machine: text }), { maxLength: 5 }),
      log: fc
        .array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 5 })
        .map((times) =>
          times.sort((a, b) => a - b).map((at) => ({ at, command: { do: "powerOff", machine: "x" } })),
        ),
    });
    fc.assert(
      fc.property(any, (data) => {
        const given = scenario(data);
        // JSON has no negative zero.
        expect(decodeScenario(encodeScenario(given))).toEqual({
          ok: true,
          value: JSON.parse(JSON.stringify(given)),
        });
      }),
      { numRuns: 200 },
    );
  });

  it("W18: a text of another version is refused by name, with what to do", () => {
    expect(refusal(encodeScenario(story).replace(/^1/, "2"))).toMatchObject({
      code: "other-version",
      why: expect.stringContaining("version 2"),
      wayOut: expect.stringContaining("version of the program"),
    });
  });

  it("W18: no text at all, or one without a version, is refused", () => {
    for (const text of ["", "1", "hello", "….…", "1.", "1..", "1.\u0000", "1.====", "-1.abc"]) {
      expect(refusal(text).what).toBe("this link or file does not hold a world");
      expect(refusal(text).why.length).toBeGreaterThan(5);
    }
  });

  it("W18: a text that is cut off anywhere, or followed by more, is refused", () => {
    const text = encodeScenario(story);
    for (let length = 0; length < text.length; length++)
      expect(refusal(text.slice(0, length)).code).toMatch(/^(malformed|other-version)$/);
    expect(refusal(`${text}!`).code).toBe("malformed");
    expect(refusal(`${text}.${text}`).code).toBe("malformed");
  });

  it("W18: a damaged text is refused, or still a scenario: nothing is thrown", () => {
    const text = encodeScenario(story);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("A", "_", "9", "~", "é"), (at, letter) => {
        const damaged = text.slice(0, at) + letter + text.slice(at + 1);
        const decoded = decodeScenario(damaged);
        if (!decoded.ok) expect(decoded.refusal.why.length).toBeGreaterThan(5);
        else expect(parseScenario(decoded.value).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), fc.boolean(), (junk, versioned) => {
        expect(decodeScenario(versioned ? `1.${junk}` : junk).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("W18: a text that holds something else is refused with the path of the fault", () => {
    expect(refusal(pack("[1, 2")).code).toBe("malformed");
    expect(refusal(pack("null")).why).toMatch(/^\/: /);
    expect(
      refusal(pack('{"version":1,"setup":[{"do":"powerOn","machine":"a"},{"do":"powerOn"}]}')).why,
    ).toMatch(/^\/setup\/1\/machine: /);
    expect(refusal(pack('{"version":1,"__proto__":{"a":1}}')).code).toBe("malformed");
  });

  it("W18: a text that is too long is not even looked at", () => {
    expect(refusal(`1.${"A".repeat(MAX_ENCODED_LENGTH)}`)).toMatchObject({
      code: "too-long",
      why: expect.stringContaining("2000000"),
    });
  });

  it("W18: a text that unpacks to more than is allowed is refused before it fills the memory", () => {
    const bomb = `1.${base64urlnopad.encode(deflateSync(new Uint8Array(MAX_DECODED_BYTES + 1), { level: 9 }))}`;
    expect(bomb.length).toBeLessThan(100_000);
    expect(refusal(bomb)).toMatchObject({
      code: "malformed",
      why: expect.stringContaining(`more than ${MAX_DECODED_BYTES} bytes`),
    });
  });

  it("W17: the ready scenarios fit into links", () => {
    for (const name of ["three-apps-vms", "kernel-exploit"]) {
      const ready = readyScenario(name);
      expect(ready && encodeScenario(ready).length).toBeLessThan(2_000);
    }
  });
});
