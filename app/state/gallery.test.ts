import { describe, expect, it } from "vitest";
import { galleryNames, galleryWorld } from "./gallery";

describe("the gallery", () => {
  it("has a ready scenario at both ends", () => {
    const [name = ""] = galleryNames;
    const world = galleryWorld(name);
    expect(world?.start.length).toBeGreaterThan(0);
    expect(world?.end.length).toBeGreaterThan(0);
  });

  it("shows what a story has done", () => {
    const states = (layers: readonly { state: string }[] = []) => new Set(layers.map(({ state }) => state));
    const world = galleryWorld("host-kernel-panic");
    expect(states(world?.start)).not.toContain("panicked");
    expect(states(world?.end)).toContain("panicked");
  });

  it("has nothing of other names", () => {
    expect(galleryWorld("no-such-scenario")).toBeNull();
  });
});
