import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { GuestEvent, MachineSpec } from "../protocol";
import { Guest } from "./guest";
import type { MachineHooks } from "./machine";

/** The machine of the test at hand: it prints what the test lets it print, and keeps what it is fed. */
const fake = vi.hoisted(() => ({
  hooks: undefined as MachineHooks | undefined,
  console: "",
  control: "",
  destroyed: 0,
  createError: undefined as Error | undefined,
}));

vi.mock("./machine", () => ({
  Machine: {
    create: async (_spec: unknown, hooks: MachineHooks) => {
      if (fake.createError) throw fake.createError;
      fake.hooks = hooks;
      return {
        start: async () => {},
        setJit: () => {},
        instructions: () => 42,
        feed: (port: number, bytes: Uint8Array) => {
          const text = new TextDecoder().decode(bytes);
          if (port === 0) fake.console += text;
          else fake.control += text;
        },
        unread: () => 0,
        save: async () => new ArrayBuffer(1),
        destroy: async () => {
          fake.destroyed++;
        },
      };
    },
  },
}));

const prints = (text: string) => {
  for (const character of text) fake.hooks?.console(character.charCodeAt(0));
};
const says = (line: string) => {
  for (const character of `${line}\n`) fake.hooks?.control(character.charCodeAt(0));
};

const spec = { profile: "microvm", hostname: "host", files: {} } as MachineSpec;
const never = () => new AbortController().signal;

let guest: Guest;
let events: GuestEvent[];

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(fake, { hooks: undefined, console: "", control: "", destroyed: 0, createError: undefined });
  events = [];
  guest = new Guest((event) => events.push(event));
});
afterEach(async () => {
  await guest.powerOff();
  vi.useRealTimers();
});

async function up() {
  const booted = guest.boot(spec, never());
  await vi.advanceTimersByTimeAsync(1);
  says('* hello {"protocol":1}');
  prints("init: READY uptime 0.1\r\nhost:~ # ");
  await booted;
}

describe("boot", () => {
  it("ends at the prompt with times that it measured", async () => {
    const booted = guest.boot(spec, never());
    await vi.advanceTimersByTimeAsync(100);
    prints("[    0.0] Linux version 6.1\r\n[    0.1] Run /init as init process\r\n");
    await vi.advanceTimersByTimeAsync(50);
    prints("init: READY uptime 0.2\r\n");
    await vi.advanceTimersByTimeAsync(25);
    prints("host:~ # ");
    const report = await booted;
    expect(report).toMatchObject({ profile: "microvm", instructions: 42 });
    expect(report.promptMs).toBeCloseTo(175, 0);
    expect(report.phases.map(({ phase }) => phase)).toEqual(["machine", "kernel", "init", "prompt"]);
    expect(events.map(({ type }) => type)).toContain("prompt");
  });

  it("gives up on a machine that stays silent for a minute, and not before", async () => {
    const booted = guest.boot(spec, never());
    let failed = false;
    booted.catch(() => {
      failed = true;
    });
    await vi.advanceTimersByTimeAsync(50_000);
    prints("[    0.0] still here\r\n");
    await vi.advanceTimersByTimeAsync(50_000);
    expect(failed).toBe(false);
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(booted).rejects.toMatchObject({ kind: "no-prompt" });
  });

  it("recognises a kernel panic", async () => {
    const booted = guest.boot(spec, never());
    await vi.advanceTimersByTimeAsync(1);
    const failure = expect(booted).rejects.toMatchObject({ kind: "kernel-panic" });
    prints("[    0.5] Kernel panic - not syncing: No working init found.\r\n");
    await failure;
    expect(events).toContainEqual({ type: "exit", reason: "panic" });
  });

  it("stops when aborted, and leaves no machine running", async () => {
    const abort = new AbortController();
    const booted = guest.boot(spec, abort.signal);
    await vi.advanceTimersByTimeAsync(1);
    const failure = expect(booted).rejects.toMatchObject({ kind: "aborted" });
    abort.abort();
    await failure;
    expect(fake.destroyed).toBe(1);
  });

  it("passes on what putting the machine together threw", async () => {
    fake.createError = new RangeError("WebAssembly.Memory(): could not allocate memory");
    await expect(guest.boot(spec, never())).rejects.toThrow("could not allocate");
  });
});

describe("asking", () => {
  it("waits for the agent before it writes", async () => {
    guest.boot(spec, never()).catch(() => {});
    await vi.advanceTimersByTimeAsync(1);
    const asked = guest.ask("ping", 5_000);
    await vi.advanceTimersByTimeAsync(10);
    expect(fake.control).toBe("");
    says('* hello {"protocol":1}');
    await vi.advanceTimersByTimeAsync(10);
    expect(fake.control).toBe("1 ping\n");
    says('1 ok {"monotonicUs":5}');
    expect(await asked).toEqual({ monotonicUs: 5 });
  });
});

describe("runContainer", () => {
  it("starts its clock with the Enter key, after the line has been typed", async () => {
    await up();
    const ran = guest.runContainer("c1", "box run busybox", never());
    await vi.advanceTimersByTimeAsync(30);
    expect(fake.console).toBe("\x15box run busybox");
    await vi.advanceTimersByTimeAsync(60);
    expect(fake.console).toBe("\x15box run busybox\r");
    await vi.advanceTimersByTimeAsync(70);
    prints("\r\n0a1b2c3d4e5f:/ # ");
    const { promptMs } = await ran;
    expect(promptMs).toBeGreaterThanOrEqual(70);
    expect(promptMs).toBeLessThanOrEqual(120);
  });

  it("fails when the host's prompt comes back instead of the container's", async () => {
    await up();
    const ran = guest.runContainer("c1", "box run nosuch", never());
    const failure = expect(ran).rejects.toMatchObject({ kind: "command-failed" });
    await vi.advanceTimersByTimeAsync(100);
    prints("\r\nbox: no such image\r\nhost:~ # ");
    await failure;
  });

  it("is refused while something else runs in the terminal", async () => {
    await up();
    prints("top\r\nMem: 9000K used");
    const refused = expect(guest.runContainer("c1", "box run busybox", never())).rejects.toMatchObject({
      kind: "busy",
    });
    await vi.advanceTimersByTimeAsync(3_000);
    await refused;
  });
});

describe("restore", () => {
  it("verifies a ping, sets the clock and gets a prompt", async () => {
    const restored = guest.restore(spec, new ArrayBuffer(1), never());
    await vi.advanceTimersByTimeAsync(10);
    says('1 ok {"monotonicUs":5}');
    await vi.advanceTimersByTimeAsync(10);
    expect(fake.control).toMatch(/^1 ping\n2 date \d{10}\n$/);
    says("2 ok {}");
    await vi.advanceTimersByTimeAsync(10);
    prints("host:~ # ");
    expect((await restored).profile).toBe("microvm");
  });

  it("fails as a restore when the state cannot be loaded", async () => {
    fake.createError = new TypeError("cannot read properties of undefined");
    await expect(guest.restore(spec, new ArrayBuffer(1), never())).rejects.toMatchObject({
      kind: "restore-failed",
    });
  });
});
