import { describe, expect, it } from "vitest";
import { inWords } from "./amounts";

describe("amounts in words", () => {
  it.each([
    [0, "0 bytes"],
    [1023, "1023 bytes"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [512 * 1024 * 1024, "512 MiB"],
    [1024 ** 3 - 1, "1023.9 MiB"],
    [2 * 1024 ** 3, "2 GiB"],
    [5000 * 1024 ** 4, "5000 TiB"],
  ])("%d bytes are %s", (bytes, words) => {
    expect(inWords(bytes)).toBe(words);
  });
});
