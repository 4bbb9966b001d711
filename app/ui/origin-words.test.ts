import { describe, expect, it } from "vitest";
import { originWords, saysOrigin } from "./origin-words";

describe("saysOrigin", () => {
  it("sees the origin's word at the beginning only", () => {
    expect(saysOrigin("modelled", "Modelled: the sum of its parts.")).toBe(true);
    expect(saysOrigin("modelled", "the sum of what is modelled.")).toBe(false);
    expect(saysOrigin("cited", "Modelled: 16 GiB.")).toBe(false);
  });
});

describe("originWords", () => {
  it("claims here and now only for what does not say otherwise", () => {
    expect(originWords("measured", "both times were taken by this browser’s clock.")).toBe("measured here");
    expect(originWords("measured", "Measured with the real guest: 8 ms.")).toBe("measured");
    expect(originWords("modelled", "the sum of its parts.")).toBe("modelled");
  });
});
