import { describe, expect, it } from "vitest";
import { createFrameBatch } from "./frame-batch";

function harness() {
  const turns: (() => void)[] = [];
  const flushed: string[] = [];
  let cancelled = 0;
  const batch = createFrameBatch(
    (callback) => {
      turns.push(callback);
      return () => {
        cancelled += 1;
      };
    },
    (bytes) => flushed.push(new TextDecoder().decode(bytes)),
  );
  const add = (text: string) => batch.add(new TextEncoder().encode(text));
  return { batch, add, turns, flushed, cancelled: () => cancelled };
}

describe("frame batch", () => {
  it("joins everything between two turns, in order", () => {
    const { add, turns, flushed } = harness();
    add("one ");
    add("two");
    expect(flushed).toEqual([]);
    expect(turns).toHaveLength(1);
    turns[0]?.();
    expect(flushed).toEqual(["one two"]);
  });

  it("asks for a turn again after each flush, and only when there is something", () => {
    const { add, turns, flushed } = harness();
    add("a");
    turns[0]?.();
    add("");
    expect(turns).toHaveLength(1);
    add("b");
    turns[1]?.();
    expect(flushed).toEqual(["a", "b"]);
  });

  it("stops when disposed", () => {
    const { batch, add, turns, cancelled } = harness();
    add("a");
    batch.dispose();
    add("b");
    expect(turns).toHaveLength(1);
    expect(cancelled()).toBe(1);
  });
});
