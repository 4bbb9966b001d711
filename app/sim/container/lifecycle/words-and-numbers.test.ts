import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capabilitiesOf } from "./capabilities";
import { parseCpuset } from "./cpuset";
import { groupLimits } from "./limits";
import { signalNumber } from "./signal-names";
import { checkLimits, parseRestart, specOf } from "./spec";
import { ADJECTIVES, SURNAMES } from "./words";

const plain = { privileged: false, capAdd: [], capDrop: [] };
const asked = (options: object) => specOf({ image: "alpine", ...options }, [], 4);
const spec = (options: object) => {
  const made = asked(options);
  if (!made.ok) throw new Error(made.refusal.what);
  return made.value;
};
const why = (options: object) => {
  const made = asked(options);
  return made.ok ? undefined : made.refusal.what;
};

describe("capabilities", () => {
  it("E30: a container has the default ones, a privileged one all", () => {
    expect(capabilitiesOf(plain)).toEqual({ ok: true, value: "00000000a80425fb" });
    expect(capabilitiesOf({ ...plain, privileged: true })).toEqual({ ok: true, value: "000001ffffffffff" });
  });

  it("E30: they can be added and dropped, all at once too", () => {
    expect(capabilitiesOf({ ...plain, capDrop: ["ALL"] })).toEqual({ ok: true, value: "0000000000000000" });
    expect(capabilitiesOf({ ...plain, capDrop: ["all"], capAdd: ["CAP_CHOWN"] })).toEqual({
      ok: true,
      value: "0000000000000001",
    });
    expect(capabilitiesOf({ ...plain, capAdd: ["ALL"], capDrop: ["SYS_ADMIN"] })).toEqual({
      ok: true,
      value: "000001ffffdfffff",
    });
    expect(capabilitiesOf({ ...plain, capAdd: ["FLY"] })).toMatchObject({
      refusal: { code: "bad-capability" },
    });
  });
});

describe("signals", () => {
  it.each([
    ["SIGTERM", 15],
    ["kill", 9],
    ["15", 15],
    ["QUIT", 3],
    ["SYS", 31],
    ["64", 64],
  ])("E31: %s is number %i", (name, number) => {
    expect(signalNumber(name)).toEqual({ ok: true, value: number });
  });

  it.each(["NOSUCH", "0", "65", "", "SIG"])("E31: %s is no signal", (name) => {
    expect(signalNumber(name)).toMatchObject({ refusal: { what: `invalid signal: ${name}` } });
  });
});

describe("lists of processors", () => {
  it.each([
    ["", []],
    ["0", [0]],
    ["0-2,4", [0, 1, 2, 4]],
    ["3,1,1-2", [1, 2, 3]],
  ])("E32: %s", (text, numbers) => {
    expect(parseCpuset(text)).toEqual(numbers);
  });

  it.each(["a", "1-", "2-1", ",", "0-99999999999"])("E32: %s is malformed", (text) => {
    expect(parseCpuset(text)).toBeUndefined();
  });
});

describe("limits", () => {
  it("E33: refused in the daemon's words", () => {
    expect(why({ memory: 1_000_000 })).toBe("Minimum memory limit allowed is 6MB");
    expect(why({ memory: 67_108_864, memorySwap: 1_000 })).toBe(
      "Minimum memoryswap limit should be larger than memory limit, see usage",
    );
    expect(why({ cpus: 8 })).toBe("Range of CPUs is from 0.01 to 4.00, as there are only 4 CPUs available");
    expect(why({ cpuset: "9" })).toBe("Requested CPUs are not available - requested 9, available: 0-3");
    expect(why({ autoRemove: true, restart: "always" })).toBe(
      "conflicting options: cannot specify both --restart and --rm",
    );
    expect(why({ network: "container:web", ports: ["80"] })).toBe(
      "conflicting options: port publishing and the container type network mode",
    );
    expect(why({ stopSignal: "SIGNONE" })).toBe("invalid signal: SIGNONE");
  });

  it("E33: written into the control group as Docker does", () => {
    expect(
      groupLimits(spec({ memory: 67_108_864, cpus: 0.5, pidsLimit: 50, memoryReservation: 1024 })),
    ).toEqual({
      memoryMax: 67_108_864,
      memoryLow: 1024,
      swapMax: 67_108_864,
      pidsMax: 50,
      cpuQuotaUs: 50_000,
      cpuPeriodUs: 100_000,
      cpuWeight: 100,
      cpus: null,
    });
    expect(groupLimits(spec({}))).toMatchObject({
      memoryMax: null,
      swapMax: null,
      pidsMax: null,
      cpuQuotaUs: null,
    });
    expect(groupLimits(spec({ memory: 67_108_864, memorySwap: -1 })).swapMax).toBeNull();
    expect(groupLimits(spec({ memory: 67_108_864, memorySwap: 100_000_000 })).swapMax).toBe(32_891_136);
    expect(groupLimits(spec({ cpuShares: 1024, cpuset: "0-1" }))).toMatchObject({
      cpuWeight: 39,
      cpus: [0, 1],
    });
    expect(groupLimits(spec({ pidsLimit: -1 })).pidsMax).toBeNull();
  });

  it("E33: the weight of processor shares stays within 1 and 10000", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 262_144 }), (cpuShares) => {
        const { cpuWeight } = groupLimits({ ...spec({}), cpuShares });
        expect(cpuWeight).toBeGreaterThanOrEqual(1);
        expect(cpuWeight).toBeLessThanOrEqual(10_000);
      }),
      { seed: 1 },
    );
  });

  it("E33: 0 stands for no limit", () => {
    expect(spec({ memory: 0, cpus: 0, cpuShares: 0, pidsLimit: 0, memorySwap: 0 })).toMatchObject({
      memoryBytes: null,
      cpus: null,
      cpuShares: null,
      pidsLimit: null,
      memorySwapBytes: null,
    });
    expect(checkLimits(spec({}), 1).ok).toBe(true);
  });
});

describe("restart policies as people write them", () => {
  it("E34: with the most restarts after a failure", () => {
    expect(parseRestart("on-failure:5")).toEqual({
      ok: true,
      value: { name: "on-failure", maximumRetries: 5 },
    });
    expect(parseRestart("always")).toEqual({ ok: true, value: { name: "always", maximumRetries: 0 } });
    expect(parseRestart("always:3").ok).toBe(false);
    expect(parseRestart("sometimes")).toMatchObject({
      refusal: { what: "invalid restart policy: unknown policy 'sometimes'" },
    });
  });
});

it("E4: the words for names are lower-case, distinct and plenty", () => {
  for (const words of [ADJECTIVES, SURNAMES]) {
    expect(words.length).toBeGreaterThan(50);
    expect(new Set(words).size).toBe(words.length);
    expect(words.every((word) => /^[a-z]+$/.test(word))).toBe(true);
  }
});
