import { describe, expect, it } from "vitest";
import { packKernel, readElf, writeElf } from "./pack.mjs";

const code = { address: 0x400000, memoryBytes: 4, data: Buffer.from("code") };
const zeroes = { address: 0x500000, memoryBytes: 4096, data: Buffer.from("data") };

describe("boot images", () => {
  it("read back as they were written", () => {
    expect(readElf(writeElf(0x400000, [code, zeroes]))).toEqual({
      entry: 0x400000,
      segments: [code, zeroes],
    });
  });

  it("carry a Multiboot header whose three words add up to zero", () => {
    const image = writeElf(0, [code]);
    const at = image.indexOf(Buffer.from([0x02, 0xb0, 0xad, 0x1b]));
    const words = [0, 4, 8].map((offset) => image.readUInt32LE(at + offset));
    expect(at % 4).toBe(0);
    expect(at).toBeLessThan(8192);
    expect(words.reduce((sum, word) => (sum + word) >>> 0)).toBe(0);
  });

  it("start in the stub, which knows the kernel's entry", () => {
    const stub = Buffer.from("stub....____........", "latin1");
    const packed = readElf(packKernel(writeElf(0x400123, [code, zeroes]), stub));
    const [first, ...rest] = packed.segments;
    expect(packed.entry).toBe(first?.address);
    expect(first?.data.readUInt32LE(stub.length - 12)).toBe(0x400123);
    expect(rest).toEqual([code, zeroes]);
    expect(stub.toString("latin1")).toBe("stub....____........");
  });

  it("refuse anything that is not a 32-bit ELF file", () => {
    expect(() => readElf(Buffer.alloc(64))).toThrow("not a 32-bit ELF file");
  });
});
