import { createHash } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { sha256 } from "./sha256";

const bytes = new TextEncoder().encode("Strata").buffer;
const expected = createHash("sha256").update("Strata").digest("hex");

afterEach(() => {
  vi.unstubAllGlobals();
});

it("hashes by the browser", async () => {
  expect(await sha256(bytes)).toBe(expected);
});

it("hashes without the browser's help, as on a page that is not served securely", async () => {
  vi.stubGlobal("crypto", {});
  expect(await sha256(bytes)).toBe(expected);
});
