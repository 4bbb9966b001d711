import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Typist } from "./typist";

/** A guest that reads `speed` bytes a millisecond from a queue that must never overflow. */
function slowGuest(speed: number) {
  const queue: number[] = [];
  const read: number[] = [];
  let fullest = 0;
  const timer = setInterval(() => read.push(...queue.splice(0, speed)), 1);
  return {
    read,
    stop: () => clearInterval(timer),
    fullest: () => fullest,
    keyboard: {
      feed(bytes: Uint8Array) {
        queue.push(...bytes);
        fullest = Math.max(fullest, queue.length);
      },
      unread: () => queue.length,
    },
  };
}

describe("Typist", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("loses nothing of 100 kB and never gets far ahead of the guest", async () => {
    const guest = slowGuest(100);
    const typist = new Typist(guest.keyboard);
    const text = Array.from({ length: 10_000 }, (_, n) => `line ${n}`.padEnd(9)).join("\n");
    const typed = typist.type(text);
    await vi.runOnlyPendingTimersAsync();
    await vi.advanceTimersByTimeAsync(20_000);
    await typed;
    await vi.advanceTimersByTimeAsync(100);
    guest.stop();
    expect(new TextDecoder().decode(new Uint8Array(guest.read))).toBe(text);
    expect(guest.fullest()).toBeLessThanOrEqual(512);
  });

  it("pauses while the guest's terminal says so", async () => {
    const guest = slowGuest(1_000);
    const typist = new Typist(guest.keyboard);
    typist.flow(true);
    let typed = false;
    void typist.type("abc").then(() => {
      typed = true;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(guest.read).toEqual([]);
    expect(typed).toBe(false);
    typist.flow(false);
    await vi.advanceTimersByTimeAsync(100);
    guest.stop();
    expect(guest.read).toEqual([97, 98, 99]);
    expect(typed).toBe(true);
  });

  it("lets Ctrl-C overtake a paste that nobody reads", async () => {
    const guest = slowGuest(1_000);
    const typist = new Typist(guest.keyboard);
    typist.flow(true);
    const pasted = typist.type("x".repeat(10_000));
    await typist.type("\x03");
    await pasted;
    await vi.advanceTimersByTimeAsync(100);
    guest.stop();
    expect(guest.read).toEqual([3]);
  });

  it("types what is not ASCII as UTF-8", async () => {
    const guest = slowGuest(1_000);
    void new Typist(guest.keyboard).type("é");
    await vi.advanceTimersByTimeAsync(100);
    guest.stop();
    expect(guest.read).toEqual([0xc3, 0xa9]);
  });
});
