import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { formatAddress, parseAddress } from "./addresses";
import { createPool, dropPools, isTaken, poolOf, releaseAddress, removePool, takeAddress } from "./pool";

function pool(subnet: string) {
  const world = new World(1);
  return { world, pool: createPool(world, { ns: 7, key: "k", subnet }) };
}

describe("pools of addresses", () => {
  it("T24: give the lowest free address, and one that was given back before a higher one", () => {
    const { world, pool: own } = pool("172.17.0.0/16");
    expect(takeAddress(world, own, "172.17.0.1")).toBe("172.17.0.1");
    expect([1, 2, 3].map(() => takeAddress(world, own))).toEqual(["172.17.0.2", "172.17.0.3", "172.17.0.4"]);
    releaseAddress(world, own, "172.17.0.3");
    expect(takeAddress(world, own)).toBe("172.17.0.3");
    expect(takeAddress(world, own)).toBe("172.17.0.5");
  });

  it("T24: never give a network's first and last address, and none when all are taken", () => {
    const { world, pool: own } = pool("10.9.0.0/29");
    const given = Array.from({ length: 7 }, () => takeAddress(world, own));
    expect(given).toEqual([1, 2, 3, 4, 5, 6].map((n) => `10.9.0.${n}`).concat([undefined as never]));
    expect(["10.9.0.0", "10.9.0.7"].map((address) => isTaken(world, own, address))).toEqual([true, true]);
    releaseAddress(world, own, "10.9.0.0");
    releaseAddress(world, own, "10.9.0.7");
    releaseAddress(world, own, "1.2.3.4");
    expect(takeAddress(world, own)).toBeUndefined();
  });

  it("refuse an address that is taken or of another network", () => {
    const { world, pool: own } = pool("10.9.0.0/24");
    expect(takeAddress(world, own, "10.9.0.9")).toBe("10.9.0.9");
    expect(takeAddress(world, own, "10.9.0.9")).toBeUndefined();
    expect(takeAddress(world, own, "10.8.0.9")).toBeUndefined();
    expect(takeAddress(world, own, "rubbish")).toBeUndefined();
  });

  it("agree with a plain set, whatever is taken and given back", () => {
    const step = fc.tuple(fc.constantFrom("any", "take", "give"), fc.integer({ min: 0, max: 127 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const { world, pool: own } = pool("10.9.0.0/25");
        const base = parseAddress("10.9.0.0") ?? 0;
        const taken = new Set([0, 127]);
        for (const [what, offset] of steps) {
          const address = formatAddress(base + offset);
          if (what === "give") {
            releaseAddress(world, own, address);
            if (offset !== 0 && offset !== 127) taken.delete(offset);
            continue;
          }
          const wanted =
            what === "take" ? offset : Array.from({ length: 128 }, (_, n) => n).find((n) => !taken.has(n));
          const free = wanted !== undefined && !taken.has(wanted);
          const given = takeAddress(world, own, what === "take" ? address : undefined);
          expect(given).toBe(free ? formatAddress(base + wanted) : undefined);
          if (free) taken.add(wanted);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("T24: give 20,000 addresses of one network without looking through those that are taken", () => {
    const { world, pool: own } = pool("172.17.0.0/16");
    const before = world.written;
    let last: string | undefined;
    for (let count = 0; count < 20_000; count++) last = takeAddress(world, own);
    expect(last).toBe(formatAddress((parseAddress("172.17.0.0") ?? 0) + 20_000));
    expect(world.written - before).toBeLessThan(21_000);
  });

  it("go with all they hold", () => {
    const { world, pool: own } = pool("10.9.0.0/24");
    takeAddress(world, own);
    dropPools(world, 7);
    expect(poolOf(world, "k")).toBeUndefined();
    expect(world.toJSON().tables).toEqual({});
    const again = createPool(world, { ns: 0, key: "k", subnet: "10.9.0.0/24" });
    dropPools(world, 7);
    expect(poolOf(world, "k")).toEqual(again);
    removePool(world, again);
    expect(world.toJSON().tables).toEqual({});
  });
});
