import { describe, expect, it } from "vitest";
import { placeWords, shortWords, type WordsRequest } from "./flash-words";

describe("shortWords", () => {
  it.each([
    ["Container web runs", "Container web runs"],
    ["Container database is removed", "database is removed"],
    ["The kernel panicked: there was no memory", "The kernel panicked"],
    ["web (process 1234) was killed by the kernel", "web (process 1234)…"],
    ["Container cache is made from redis:7.2.4-alpine", "cache is made…"],
    ["registry.example.org/team/service:2026 is being pulled", "registry.example.org/te…"],
  ])("%s", (sentence, short) => {
    expect(shortWords(sentence)).toBe(short);
    expect(short.length).toBeLessThanOrEqual(24);
  });
});

describe("placeWords", () => {
  const ROOM = { width: 400, skyline: () => -200, ceiling: -300, gap: 3 };
  const at = (x: number, boxWidth: number): WordsRequest => ({
    box: { x, y: -50, width: boxWidth, height: 30 },
    width: 100,
    height: 20,
  });

  it("puts words over the edge of what is wider than they are", () => {
    expect(placeWords([at(10, 120)], ROOM)).toEqual([{ x: 20, y: -63, width: 100, height: 20 }]);
  });

  it("puts others above all that stands there, inside the picture", () => {
    expect(placeWords([at(100, 60)], ROOM)).toEqual([{ x: 80, y: -223, width: 100, height: 20 }]);
    expect(placeWords([at(0, 60)], ROOM)[0]?.x).toBe(0);
    expect(placeWords([at(380, 20)], ROOM)[0]?.x).toBe(300);
  });

  it("never puts two over each other: they rise, and the last ones are left out", () => {
    const places = placeWords(
      Array.from({ length: 6 }, () => at(100, 60)),
      ROOM,
    );
    expect(places.map((place) => place?.y ?? null)).toEqual([-223, -246, -269, -292, null, null]);
  });

  it("lets words on the same edge rise, too", () => {
    expect(placeWords([at(10, 120), at(10, 120)], ROOM).map((place) => place?.y)).toEqual([-63, -223]);
  });
});
