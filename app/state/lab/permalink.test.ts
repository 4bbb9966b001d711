import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashOf, readHash } from "./permalink";
import type { Standing, StandingWorld } from "./standing";

const world: fc.Arbitrary<StandingWorld> = fc.record({
  source: fc.oneof(
    fc.record({
      from: fc.constant("ready" as const),
      name: fc.constantFrom("os-two-layers", "vms-vs-containers"),
    }),
    fc.record({ from: fc.constant("text" as const), text: fc.stringMatching(/^1\.[A-Za-z0-9_-]{1,50}$/) }),
  ),
  now: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
});

const standing: fc.Arbitrary<Standing> = fc
  .record({
    left: world,
    right: fc.option(world),
    at: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
    slot: fc.constantFrom("left" as const, "right" as const),
  })
  .map((made) => (made.right ? made : { ...made, slot: "left" as const }));

const read = (hash: string) => readHash(hash);

describe("links", () => {
  it("are short for ready scenarios", () => {
    const left: StandingWorld = { source: { from: "ready", name: "os-two-layers" }, now: null };
    expect(hashOf({ left, right: null, at: null, slot: "left" })).toBe("s=os-two-layers");
    expect(hashOf({ left: { ...left, now: 1.5 }, right: left, at: 1, slot: "right" })).toBe(
      "s=os-two-layers&t=1.5&rs=os-two-layers&at=1&on=right",
    );
  });

  it("say everything that stands", () => {
    fc.assert(
      fc.property(standing, (made) => {
        const back = read(hashOf(made));
        // A hash has no sign for -0.
        expect(JSON.stringify(back)).toBe(JSON.stringify({ ok: true, value: made }));
      }),
      { seed: 4 },
    );
  });

  it.each(["", "top", "x=1&y=2", "t=5", "at=3"])("%j speaks of no world", (hash) => {
    expect(read(hash)).toEqual({ ok: true, value: null });
  });

  it.each([
    ["a name in capitals", "s=Nonsense"],
    ["a name with a path", "s=../x"],
    ["no name", "s="],
    ["a text with other letters", "w=1.a b"],
    ["no text", "w="],
    ["a time that is none", "s=os-two-layers&t=soon"],
    ["an empty time", "s=os-two-layers&t="],
    ["a time before the beginning", "s=os-two-layers&t=-1"],
    ["a time without end", "s=os-two-layers&t=Infinity"],
    ["a time that would take for ever", "s=os-two-layers&t=1e12"],
    ["a second world that is damaged", "s=os-two-layers&rw=%%"],
    ["a second world alone", "rs=os-two-layers"],
    ["a moment that is none", "s=os-two-layers&at=x"],
  ])("%s is refused", (_, hash) => {
    const refused = read(hash);
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: "malformed", why: expect.stringMatching(/damaged/) },
    });
  });

  it("never throw, whatever they hold", () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(typeof read(`w=${hash}`).ok).toBe("boolean");
        expect(typeof read(hash).ok).toBe("boolean");
      }),
    );
  });
});
