import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCpus, parseBytes, parseCpuMax, parseCpus, parseSwitch, parseWhole } from "./parse";

describe("what people write into control files", () => {
  it("C18: amounts of memory take suffixes of 1024 and are rounded down to whole pages", () => {
    const read = (text: string) => {
      const parsed = parseBytes(text);
      return typeof parsed === "string" ? parsed : parsed.value;
    };
    expect(["10M\n", "67108864", "64m", "1G", "8K", "5000", "0", " max ", "2T"].map(read)).toEqual([
      ...[10_485_760, 67_108_864, 67_108_864, 1_073_741_824, 8192, 4096, 0, null, 2_199_023_255_552],
    ]);
    expect(["", "lots", "-1", "1.5M", "10MB", "M", "10 M", "1e9", "max 1"].map(read)).toEqual(
      Array(9).fill("EINVAL"),
    );
    expect(read("99999999999E")).toBeNull();
  });

  it("C18: cpu.max is a quota or max, and a period that stays if none is given", () => {
    const read = (text: string) => {
      const parsed = parseCpuMax(text, 200_000);
      return typeof parsed === "string" ? parsed : [parsed.value.cpuQuotaUs, parsed.value.cpuPeriodUs];
    };
    expect(["max", "50000", "50000 100000\n", "max 50000"].map(read)).toEqual([
      [null, 200_000],
      [50_000, 200_000],
      [50_000, 100_000],
      [null, 50_000],
    ]);
    expect(["", "x", "-1", "999", "50000 999", "50000 1000001", "50000 y"].map(read)).toEqual(
      Array(7).fill("EINVAL"),
    );
  });

  it("C18: numbers and switches out of range are told apart from rubbish", () => {
    expect(parseWhole("7\n", 1, 10, "ERANGE")).toEqual({ value: 7 });
    expect(["0", "11", "7.5", "", "seven"].map((text) => parseWhole(text, 1, 10, "ERANGE"))).toEqual([
      ...["ERANGE", "ERANGE", "EINVAL", "EINVAL", "EINVAL"],
    ]);
    expect([parseSwitch("1", "ERANGE"), parseSwitch("0\n", "ERANGE")]).toEqual([
      { value: true },
      { value: false },
    ]);
    expect([parseSwitch("2", "ERANGE"), parseSwitch("2", "EINVAL"), parseSwitch("on", "ERANGE")]).toEqual([
      ...["ERANGE", "EINVAL", "EINVAL"],
    ]);
  });

  it("C18: lists of processors have ranges", () => {
    expect(parseCpus("0-2,5\n", 8)).toEqual({ value: [0, 1, 2, 5] });
    expect(parseCpus("3,1,1-2", 4)).toEqual({ value: [1, 2, 3] });
    expect(parseCpus("\n", 4)).toEqual({ value: null });
    expect(["4", "0-9"].map((text) => parseCpus(text, 4))).toEqual(["ERANGE", "ERANGE"]);
    expect(
      ["x", "1-", "2-1", "1,,2", "-1", "0-99999999999999999999x"].map((text) => parseCpus(text, 4)),
    ).toEqual(Array(6).fill("EINVAL"));
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 63 }), { minLength: 1 }), (cpus) => {
        const sorted = cpus.sort((a, b) => a - b);
        expect(parseCpus(formatCpus(sorted), 64)).toEqual({ value: sorted });
      }),
      { seed: 24 },
    );
    expect([formatCpus([]), formatCpus([3]), formatCpus([0, 1, 2, 4, 6, 7])]).toEqual(["", "3", "0-2,4,6-7"]);
  });
});
