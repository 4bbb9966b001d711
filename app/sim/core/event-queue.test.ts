import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "./event-queue";
import type { Event } from "./events";

const event = (at: number, seq: number): Event => ({ at, seq, kind: "test", payload: null, cause: 0 });

describe("events on their way", () => {
  it("W3: come out by time, then in the order in which they were put in, whatever is put in meanwhile", () => {
    const act = fc.oneof(
      fc.record({ push: fc.integer({ min: 0, max: 4 }) }),
      fc.constant({ pop: true as const }),
      fc.constant({ clone: true as const }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        let queue = new EventQueue();
        let expected: Event[] = [];
        let now = 0;
        let seq = 1;
        for (const one of acts) {
          if ("push" in one) {
            const next = event(now + one.push, seq++);
            queue.push(next);
            expected = [...expected, next].sort((a, b) => a.at - b.at || a.seq - b.seq);
          } else if ("clone" in one) queue = queue.clone();
          else {
            expect(queue.at).toBe(expected[0]?.at);
            expect(queue.pop(Number.POSITIVE_INFINITY)).toEqual(expected[0]);
            now = expected.shift()?.at ?? now;
          }
          expect(queue.inOrder()).toEqual(expected);
        }
        while (expected.length > 0) expect(queue.pop(Number.POSITIVE_INFINITY)).toEqual(expected.shift());
        expect(queue.pop(Number.POSITIVE_INFINITY)).toBeUndefined();
        expect(queue.at).toBeUndefined();
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("W9: of a copy are its own", () => {
    const queue = new EventQueue();
    for (const at of [3, 1, 1]) queue.push(event(at, at + queue.inOrder().length));
    queue.pop(Number.POSITIVE_INFINITY);
    const copy = queue.clone();
    copy.push(event(2, 9));
    copy.pop(Number.POSITIVE_INFINITY);
    expect(queue.inOrder().map(({ at }) => at)).toEqual([1, 3]);
    expect(copy.inOrder().map(({ at }) => at)).toEqual([2, 3]);
  });

  it("W3: stay where they are until they are due, also those of an instant that has begun", () => {
    const queue = new EventQueue();
    for (const [at, seq] of [
      [5, 1],
      [5, 2],
      [7, 3],
    ] as const)
      queue.push(event(at, seq));
    expect(queue.pop(4.9)).toBeUndefined();
    expect(queue.pop(5)?.seq).toBe(1);
    expect(queue.pop(4.9)).toBeUndefined();
    expect(queue.pop(6)?.seq).toBe(2);
    expect(queue.pop(6)).toBeUndefined();
    expect(queue.pop(7)?.seq).toBe(3);
  });

  it("W3: of no events there is no first", () => {
    const queue = new EventQueue();
    expect([queue.at, queue.pop(Number.POSITIVE_INFINITY), queue.inOrder()]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });
});
