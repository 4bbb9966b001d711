import { describe, expect, it, vi } from "vitest";
import { GuestError } from "../emulator/errors";
import type { Manifest } from "../emulator/manifest";
import type { BootProfile, BootReport, ContainerReport, GuestEvent } from "../emulator/protocol";
import { createCompareStore } from "./compare";
import type { AnyGuest, CompareDeps } from "./compare-context";

const wasm = {} as WebAssembly.Module;

/** A guest that does nothing by itself: each test says what happens when. */
class FakeGuest implements AnyGuest {
  listeners = new Set<(event: GuestEvent) => void>();
  disposed = false;
  typed = "";
  asked: string[] = [];
  hostname = "";
  restored = false;
  booted = deferred<BootReport>();
  container = deferred<ContainerReport>();
  replies: Record<string, unknown> = {
    kernel: { release: "6.1.0", bootId: "boot", hostname: "h" },
    meminfo: { total: 90e6, free: 80e6, available: 80e6, granted: 100e6 },
    cgroup: { memoryCurrent: 400_000, memoryMax: null },
    start: { name: "c2", totalUs: 90_000, phasesUs: { image: 40_000, exec: 50_000 } },
    stop: {},
    winsize: {},
  };

  on(listener: (event: GuestEvent) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  says(event: GuestEvent) {
    for (const listener of [...this.listeners]) listener(event);
  }
  boot(_profile: BootProfile, hostname: string) {
    this.hostname = hostname;
    return this.booted.promise;
  }
  async restore(profile: BootProfile, hostname: string) {
    this.hostname = hostname;
    this.restored = true;
    return { profile, pingMs: 111 };
  }
  reset() {
    return this.booted.promise;
  }
  async save() {
    return new ArrayBuffer(3);
  }
  async send(text: string) {
    this.typed += text;
  }
  async resize() {}
  async ask(command: string) {
    this.asked.push(command);
    const verb = command.split(" ")[0] ?? "";
    if (!(verb in this.replies)) throw new GuestError("command-failed", command);
    return this.replies[verb];
  }
  runContainer() {
    return this.container.promise;
  }
  powerOff() {}
  dispose() {
    this.disposed = true;
    this.listeners.clear();
    this.booted.reject(new GuestError("aborted"));
  }
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

function report(profile: BootProfile, promptMs: number): BootReport {
  return {
    profile,
    promptMs,
    phases: [{ phase: "machine", startMs: 0, durationMs: promptMs }],
    instructions: 1,
  };
}

function setUp(change: Partial<CompareDeps> = {}) {
  const guests: FakeGuest[] = [];
  const saved = new Map<string, ArrayBuffer>();
  const manifest: Manifest = { hash: "abc", kernelRelease: "6.1.0", entries: [] };
  const deps: CompareDeps = {
    images: {
      manifest: vi.fn(async () => manifest),
      parts: vi.fn(async () => ({ wasm, files: {} })),
      forget: vi.fn(),
    },
    newGuest: () => {
      const guest = new FakeGuest();
      guests.push(guest);
      return guest;
    },
    snapshots: {
      load: async (key) => saved.get(key) ?? null,
      save: async (key, state) => {
        saved.set(key, state);
        return true;
      },
      remove: async (key) => {
        saved.delete(key);
      },
    },
    imagesProgressUrl: "data:application/json,{}",
    whenIdle: (work) => work(),
    now: () => 1_000,
    ...change,
  };
  const store = createCompareStore(deps);
  /** Lets everything that is ready to happen happen. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { store, guests, saved, settle, deps, state: () => store.getState() };
}

/** The comparison with its host guest up. */
async function withHost() {
  const all = setUp();
  all.store.actions.retryHost();
  await all.settle();
  const host = all.guests[0];
  if (!host) throw new Error("no host was started");
  host.booted.resolve(report("microvm", 500));
  await all.settle();
  return { ...all, host };
}

describe("virtual machines", () => {
  it("boots the chosen profile, with its clock, phases, prompt, kernel and memory", async () => {
    const { store, guests, settle, state } = setUp();
    store.actions.chooseProfile("microvm");
    store.actions.powerOn();
    expect(state().vms[0]?.status).toBe("loading");
    await settle();
    guests[0]?.says({ type: "power-on" });
    expect(state().vms[0]).toMatchObject({ status: "booting", clockFrom: 1_000 });
    guests[0]?.says({ type: "phase", phase: "kernel", atMs: 30 });
    expect(state().vms[0]?.phases.current).toEqual({ phase: "kernel", startMs: 30 });
    guests[0]?.booted.resolve(report("microvm", 456));
    await settle();
    expect(state().vms[0]).toMatchObject({
      status: "running",
      clockFrom: null,
      promptMs: 456,
      kernel: { release: "6.1.0", bootId: "boot" },
      memory: { usedBytes: 20e6, grantedBytes: 100e6 },
    });
    expect(state().runs).toEqual([
      {
        n: 1,
        kind: "vm",
        what: "microvm",
        name: "vm1",
        until: "prompt",
        ms: 456,
        phases: [{ phase: "machine", ms: 456 }],
        together: 1,
      },
    ]);
  });

  it("boots three at once, each by a name of its own", async () => {
    const { store, guests, settle, state } = setUp();
    store.actions.chooseVmCount(3);
    store.actions.powerOn();
    await settle();
    expect(guests.map(({ hostname }) => hostname)).toEqual(["vm1", "vm2", "vm3"]);
    expect(state().vms.map(({ status }) => status)).toEqual(["loading", "loading", "loading"]);
  });

  it("keeps counts within what a browser can carry", () => {
    const { store, state } = setUp();
    store.actions.chooseVmCount(40);
    store.actions.chooseContainerCount(Number.NaN);
    expect([state().vmCount, state().containerCount]).toEqual([3, 1]);
  });

  it("powers off in the middle of a boot without calling it a failure", async () => {
    const { store, guests, settle, state } = setUp();
    store.actions.powerOn();
    await settle();
    store.actions.powerOff();
    await settle();
    expect(guests[0]?.disposed).toBe(true);
    expect(state().vms[0]).toMatchObject({ status: "off", error: null });
    expect(state().runs).toEqual([]);
  });

  it("says what happened when a boot fails, and boots again when asked", async () => {
    const { store, guests, settle, state } = setUp();
    store.actions.powerOn();
    await settle();
    guests[0]?.booted.reject(new GuestError("no-prompt", "last line"));
    await settle();
    expect(state().vms[0]?.status).toBe("failed");
    expect(state().vms[0]?.error).toMatchObject({
      what: "The machine did not come up.",
      detail: "last line",
    });
    expect(guests[0]?.disposed).toBe(true);
    store.actions.powerOn();
    await settle();
    guests[1]?.booted.resolve(report("pc", 700));
    await settle();
    expect(state().vms[0]).toMatchObject({ status: "running", error: null, promptMs: 700 });
  });

  it("shows a kernel panic and a dead worker as failures, a guest's own power-off as off", async () => {
    const { store, guests, settle, state } = setUp();
    for (const [event, status] of [
      [{ type: "exit", reason: "panic" }, "failed"],
      [{ type: "died", error: { kind: "worker-died", detail: "" } }, "failed"],
      [{ type: "exit", reason: "power-off" }, "off"],
    ] as const) {
      store.actions.powerOn();
      await settle();
      guests.at(-1)?.booted.resolve(report("pc", 1));
      await settle();
      guests.at(-1)?.says(event);
      expect(state().vms[0]?.status).toBe(status);
      expect(guests.at(-1)?.disposed).toBe(true);
    }
  });

  it("types into the machine whose terminal it is, and nowhere once it is off", async () => {
    const { store, guests, settle } = setUp();
    store.actions.chooseVmCount(2);
    store.actions.powerOn();
    await settle();
    store.actions.type("vm2", "ls\r");
    store.actions.type("nobody", "x");
    expect(guests.map(({ typed }) => typed)).toEqual(["", "ls\r"]);
    store.actions.powerOff();
    store.actions.type("vm2", "x");
    expect(guests[1]?.typed).toBe("ls\r");
  });

  it("replays a terminal's output to whoever listens late", async () => {
    const { store, guests, settle } = setUp();
    store.actions.powerOn();
    await settle();
    guests[0]?.says({ type: "output", bytes: new TextEncoder().encode("early ") });
    let heard = "";
    const off = store.actions.listen("vm1", (bytes) => {
      heard += new TextDecoder().decode(bytes);
    });
    guests[0]?.says({ type: "output", bytes: new TextEncoder().encode("late") });
    off();
    guests[0]?.says({ type: "output", bytes: new TextEncoder().encode("later") });
    expect(heard).toBe("early late");
  });
});

describe("the host", () => {
  it("comes up by a cold boot and says so", async () => {
    const { state, host } = await withHost();
    expect(host.hostname).toBe("host");
    expect(state().host).toMatchObject({ status: "ready", cameBy: "boot", readyMs: 500 });
  });

  it("comes back from a snapshot of the same images and says so", async () => {
    const { store, guests, saved, settle, state } = setUp();
    saved.set("abc/microvm", new ArrayBuffer(1));
    store.actions.retryHost();
    await settle();
    expect(guests[0]?.restored).toBe(true);
    expect(state().host).toMatchObject({ status: "ready", cameBy: "snapshot", readyMs: 111 });
  });

  it("boots when the snapshot is bad, and throws it away", async () => {
    const { store, guests, saved, settle, state, deps } = setUp();
    saved.set("abc/microvm", new ArrayBuffer(1));
    const plain = deps.newGuest;
    deps.newGuest = () => {
      const guest = plain() as FakeGuest;
      guest.restore = async () => {
        throw new GuestError("restore-failed");
      };
      return guest;
    };
    store.actions.retryHost();
    await settle();
    guests[1]?.booted.resolve(report("microvm", 400));
    await settle();
    expect(saved.size).toBe(0);
    expect(guests[0]?.disposed).toBe(true);
    expect(state().host).toMatchObject({ status: "ready", cameBy: "boot" });
  });

  it("fails with words and comes up when tried again", async () => {
    const { store, guests, settle, state, deps } = setUp();
    vi.mocked(deps.images.manifest).mockRejectedValueOnce(new GuestError("images-missing"));
    store.actions.retryHost();
    await settle();
    expect(state().host).toMatchObject({
      status: "failed",
      error: { what: "The guest images are not there." },
    });
    store.actions.retryHost();
    await settle();
    guests[0]?.booted.resolve(report("microvm", 400));
    await settle();
    expect(state().host).toMatchObject({ status: "ready", error: null });
  });
});

describe("containers", () => {
  const started: ContainerReport = {
    name: "c1",
    promptMs: 58,
    phases: [{ phase: "client", startMs: 0, durationMs: 58 }],
  };

  it("starts the first in the terminal, with phases, pid, kernel and memory", async () => {
    const { store, state, settle, host } = await withHost();
    store.actions.runContainers();
    await settle();
    expect(state().containers[0]).toMatchObject({
      name: "c1",
      status: "starting",
      interactive: true,
      clockFrom: 1_000,
    });
    host.says({ type: "container-phase", container: "c1", phase: "image", atMs: 4 });
    host.says({ type: "control", event: { name: "running", data: { container: "c1", pid: 77, us: 1 } } });
    host.container.resolve(started);
    await settle();
    expect(state().containers[0]).toMatchObject({
      status: "running",
      startMs: 58,
      hostPid: 77,
      kernel: { bootId: "boot" },
      memory: { usedBytes: 400_000, grantedBytes: null },
    });
    expect(host.asked).toContain("kernel 77");
    expect(state().runs.at(-1)).toMatchObject({
      kind: "container",
      what: "busybox",
      until: "prompt",
      ms: 58,
    });
  });

  it("starts the others detached, timed inside the guest", async () => {
    const { store, state, settle, host } = await withHost();
    store.actions.chooseContainerCount(2);
    store.actions.runContainers();
    await settle();
    host.container.resolve(started);
    await settle();
    expect(state().containers[1]).toMatchObject({
      name: "c2",
      status: "running",
      startMs: 90,
      interactive: false,
    });
    expect(state().runs.at(-1)).toMatchObject({ what: "web", until: "exec", ms: 90, together: 2 });
  });

  it("waits for a host that is not ready yet", async () => {
    const { store, state, settle, guests } = setUp();
    store.actions.runContainers();
    await settle();
    expect(state().containers[0]).toMatchObject({ status: "starting", clockFrom: null });
    guests[0]?.booted.resolve(report("microvm", 400));
    await settle();
    guests[0]?.container.resolve(started);
    await settle();
    expect(state().containers[0]).toMatchObject({ status: "running", startMs: 58 });
  });

  it("shows how a container ended", async () => {
    const { store, state, settle, host } = await withHost();
    store.actions.runContainers();
    await settle();
    host.container.resolve(started);
    await settle();
    host.says({ type: "control", event: { name: "exit", data: { container: "c1", status: 137, us: 2 } } });
    expect(state().containers[0]).toMatchObject({ status: "exited", exitStatus: 137 });
  });

  it("stops those that run, and only those", async () => {
    const { store, state, settle, host } = await withHost();
    store.actions.runContainers();
    await settle();
    host.container.resolve(started);
    await settle();
    store.actions.stopContainers();
    await settle();
    expect(host.asked.filter((command) => command.startsWith("stop"))).toEqual(["stop c1 1"]);
    host.says({ type: "control", event: { name: "exit", data: { container: "c1", status: 143, us: 2 } } });
    store.actions.stopContainers();
    await settle();
    expect(host.asked.filter((command) => command.startsWith("stop"))).toHaveLength(1);
    expect(state().containers[0]?.status).toBe("exited");
  });

  it("says why a container did not start", async () => {
    const { store, state, settle, host } = await withHost();
    store.actions.runContainers();
    await settle();
    host.container.reject(new GuestError("busy"));
    await settle();
    expect(state().containers[0]).toMatchObject({
      status: "failed",
      error: { what: "The host's terminal is busy." },
    });
  });

  it("loses its containers with the host", async () => {
    const { store, state, settle, host } = await withHost();
    store.actions.runContainers();
    await settle();
    host.container.resolve(started);
    await settle();
    host.says({ type: "exit", reason: "power-off" });
    expect(state().containers).toEqual([]);
    expect(state().host).toMatchObject({
      status: "failed",
      error: { what: "The machine was switched off from inside." },
    });
  });
});

describe("images that are still being built", () => {
  it("shows the build's progress, then brings the host up", async () => {
    vi.useFakeTimers();
    const { store, state, guests, deps } = setUp();
    const answer = (body: object) => vi.spyOn(globalThis, "fetch").mockResolvedValue(Response.json(body));
    vi.mocked(deps.images.manifest).mockRejectedValueOnce(new GuestError("images-missing"));
    answer({ state: "building", percent: 41, message: "kernel" });
    store.begin();
    await vi.advanceTimersByTimeAsync(10);
    expect(state().images).toEqual({ state: "building", percent: 41, message: "kernel" });
    expect(guests).toHaveLength(0);
    answer({ state: "ready", percent: 100, message: "" });
    vi.mocked(deps.images.manifest).mockReset();
    vi.mocked(deps.images.manifest).mockResolvedValue({ hash: "abc", kernelRelease: "", entries: [] });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(state().images.state).toBe("ready");
    expect(guests).toHaveLength(1);
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("says that there are none when nobody builds them", async () => {
    const { store, state, settle, deps } = setUp();
    vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("", { status: 404 }));
    vi.mocked(deps.images.manifest).mockRejectedValue(new GuestError("images-missing", "404"));
    store.begin();
    await settle();
    await settle();
    expect(state().images.state).toBe("unavailable");
    vi.restoreAllMocks();
  });
});
