import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contains,
  formatAddress,
  formatSubnet,
  octetsOf,
  overlaps,
  parseAddress,
  parseSubnet,
} from "./addresses";

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function subnet(text: string) {
  const parsed = parseSubnet(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

describe("addresses", () => {
  it("are numbers and text, one to one", () => {
    fc.assert(fc.property(address, (value) => parseAddress(formatAddress(value)) === value));
    expect(parseAddress("172.17.0.2")).toBe(2_886_795_266);
    expect(octetsOf(2_886_795_266)).toEqual([172, 17, 0, 2]);
    expect(formatAddress(2 ** 32 - 1)).toBe("255.255.255.255");
  });

  it.each(["", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.x", "1.2.3.4/8", " 1.2.3.4"])(
    "%s is none",
    (text) => expect(parseAddress(text)).toBeUndefined(),
  );

  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "x/8", "/8"])("%s is no network", (text) =>
    expect(parseSubnet(text)).toBeUndefined(),
  );

  it("a network holds exactly the addresses that share its prefix", () => {
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 32 }), (a, b, prefix) => {
        const bits = (value: number) => value.toString(2).padStart(32, "0").slice(0, prefix);
        const network = subnet(`${formatAddress(a)}/${prefix}`);
        expect(contains(network, b)).toBe(bits(a) === bits(b));
        expect(contains(network, a)).toBe(true);
      }),
    );
    expect(formatSubnet(subnet("172.17.5.9/16"))).toBe("172.17.0.0/16");
  });

  it("networks overlap if one holds an end of the other", () => {
    expect(overlaps(subnet("10.0.0.0/8"), subnet("10.3.0.0/16"))).toBe(true);
    expect(overlaps(subnet("10.3.0.0/16"), subnet("10.0.0.0/8"))).toBe(true);
    expect(overlaps(subnet("10.3.0.0/16"), subnet("10.4.0.0/16"))).toBe(false);
  });
});
