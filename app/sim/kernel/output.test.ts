/** Streams of output. */
import { describe, expect, it } from "vitest";
import { World } from "../core/world";
import { processCosts } from "../costs/processes";
import { createStream, lines, linesOf, removeStream, streams, write } from "./output";

describe("output", () => {
  it("P28: a stream keeps lines in order, with their time and whether they are errors", () => {
    const world = new World(1);
    const [first, second] = [createStream(world, "a"), createStream(world, "b")];
    write(world, first, 1, "one\ntwo");
    world.advance({}, 50);
    write(world, second, 1, "elsewhere");
    write(world, first, 2, "three");
    expect(linesOf(world, first).map(({ at, fd, text }) => [at, fd, text])).toEqual([
      [0, 1, "one"],
      [0, 1, "two"],
      [50, 2, "three"],
    ]);
    removeStream(world, first);
    removeStream(world, first);
    expect([world.count(streams), world.count(lines)]).toEqual([1, 1]);
  });

  it("P29: it forgets its oldest lines when it has too many, and knows how many there were", () => {
    const world = new World(1);
    const stream = createStream(world, "a");
    const kept = processCosts.keptLines.value;
    for (let at = 0; at < kept + 10; at++) write(world, stream, 1, `line ${at}`);
    expect(linesOf(world, stream)).toHaveLength(kept);
    expect(linesOf(world, stream)[0]?.text).toBe("line 10");
    expect(world.must(streams, stream).written).toBe(kept + 10);
  });
});
