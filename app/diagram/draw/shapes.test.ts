import { describe, expect, it } from "vitest";
import { closedFrame, openFrame, sharedEdge } from "./shapes";

const BOX = { x: 10, y: 20, width: 100, height: 50 };

describe("shapes", () => {
  it("leave a container's frame open at the bottom", () => {
    expect(openFrame(BOX, 8)).toBe("M10 70V28Q10 20 18 20H102Q110 20 110 28V70");
    expect(sharedEdge(BOX)).toBe("M10 70H110");
  });

  it("close a machine's frame on all sides", () => {
    expect(closedFrame(BOX, 8)).toBe(
      "M18 20h84a8 8 0 0 1 8 8v34a8 8 0 0 1 -8 8h-84a8 8 0 0 1 -8 -8v-34a8 8 0 0 1 8 -8Z",
    );
  });
});
