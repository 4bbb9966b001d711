import { describe, expect, it } from "vitest";
import { mergeConfig, notKept, parseConfig } from "./kconfig.mjs";

describe("kernel configurations", () => {
  it("are read with their options that are off", () => {
    const text = '# A comment\nCONFIG_A=y\nCONFIG_S="a=b"\n# CONFIG_B is not set\nCONFIG_C=n\n';
    expect([...parseConfig(text)]).toEqual([
      ["A", "y"],
      ["S", '"a=b"'],
      ["B", "n"],
      ["C", "n"],
    ]);
  });

  it("are merged with the fragment last, so that it wins within a choice", () => {
    const base = "CONFIG_HZ_250=y\n# CONFIG_HZ_100 is not set\nCONFIG_NET=y\n";
    const fragment = "CONFIG_HZ_100=y\nCONFIG_NET=n\n";
    expect(mergeConfig(base, fragment)).toBe("CONFIG_HZ_250=y\nCONFIG_HZ_100=y\n# CONFIG_NET is not set\n");
  });

  it("report every option that was not kept, and none that was", () => {
    const fragment = "CONFIG_A=y\nCONFIG_B=n\nCONFIG_C=n\nCONFIG_D=0x400000\n";
    const result = "CONFIG_B=y\n# CONFIG_C is not set\nCONFIG_D=0x400000\n";
    expect(notKept(fragment, result)).toEqual(["CONFIG_A=y became n", "CONFIG_B=n became y"]);
  });
});
