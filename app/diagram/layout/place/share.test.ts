import { describe, expect, it } from "vitest";
import { share } from "./share";

describe("share", () => {
  it("splits by weight", () => {
    expect(share(100, [1, 3], [0, 0])).toEqual([25, 75]);
  });

  it("gives no part less than its least, at the expense of the others", () => {
    expect(share(100, [1, 3, 1], [0, 0, 40])).toEqual([15, 45, 40]);
    expect(share(100, [1, 1, 8], [30, 15, 0])).toEqual([30, 15, 55]);
  });

  it("exceeds the length only where the leasts do", () => {
    expect(share(50, [1, 1], [40, 30])).toEqual([40, 30]);
    expect(share(10, [], [])).toEqual([]);
  });
});
