import { describe, expect, it } from "vitest";
import { GuestClient, type WorkerLike } from "./client";
import type { GuestEvent, WorkerMessage, WorkerRequest } from "./protocol";

/** A worker that does as it is told. */
class FakeWorker implements WorkerLike {
  requests: WorkerRequest[] = [];
  transferred: Transferable[][] = [];
  terminated = false;
  #listeners: Record<string, ((event: never) => void)[]> = {};

  postMessage(message: WorkerRequest, transfer: Transferable[]): void {
    this.requests.push(message);
    this.transferred.push(transfer);
  }
  terminate(): void {
    this.terminated = true;
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners[type] = [...(this.#listeners[type] ?? []), listener];
  }
  says(data: WorkerMessage): void {
    for (const listener of this.#listeners.message ?? []) listener({ data } as never);
  }
  crashes(message: string): void {
    for (const listener of this.#listeners.error ?? []) listener({ message } as never);
  }
}

function hire() {
  const workers: FakeWorker[] = [];
  const client = new GuestClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  const worker = workers[0];
  if (!worker) throw new Error("no worker was started");
  return { client, worker, workers };
}

const parts = () => ({
  wasm: {} as WebAssembly.Module,
  files: { kernel: new ArrayBuffer(8), initramfs: new ArrayBuffer(4) },
});

describe("GuestClient", () => {
  it("hands the images over instead of copying them, and resolves with the report", async () => {
    const { client, worker } = hire();
    const { wasm, files } = parts();
    const booted = client.boot("microvm", "vm1", { wasm, files });
    expect(worker.requests[0]).toMatchObject({ type: "boot", spec: { profile: "microvm", hostname: "vm1" } });
    expect(worker.transferred[0]).toEqual([files.kernel, files.initramfs]);
    const report = { profile: "microvm", promptMs: 5, phases: [], instructions: 1 };
    worker.says({ type: "done", id: 1, result: report });
    expect(await booted).toEqual(report);
  });

  it("rejects with the worker's error", async () => {
    const { client, worker } = hire();
    const asked = client.ask("ns 1");
    worker.says({ type: "failed", id: 1, error: { kind: "command-failed", detail: "no" } });
    await expect(asked).rejects.toMatchObject({ kind: "command-failed", detail: "no" });
  });

  it("cancels in the worker when aborted, and not at all when aborted before", async () => {
    const { client, worker } = hire();
    const abort = new AbortController();
    const sent = client.send("x", abort.signal);
    abort.abort();
    expect(worker.requests[1]).toEqual({ type: "cancel", id: 1 });
    await expect(sent).rejects.toMatchObject({ kind: "aborted" });
    await expect(client.send("y", abort.signal)).rejects.toMatchObject({ kind: "aborted" });
    expect(worker.requests).toHaveLength(2);
  });

  it("does not wait for a worker that is slow to give up", async () => {
    const { client, worker } = hire();
    const abort = new AbortController();
    const saved = client.save(abort.signal);
    abort.abort();
    await expect(saved).rejects.toMatchObject({ kind: "aborted" });
    expect(() => worker.says({ type: "done", id: 1, result: new ArrayBuffer(1) })).not.toThrow();
  });

  it("ends the worker on power-off and fails what was open", async () => {
    const { client, worker } = hire();
    const saved = client.save();
    client.powerOff();
    expect(worker.terminated).toBe(true);
    await expect(saved).rejects.toMatchObject({ kind: "aborted" });
    await expect(client.ask("ping")).rejects.toMatchObject({ kind: "aborted" });
  });

  it("tells of a dead worker once, and fails what was open", async () => {
    const { client, worker } = hire();
    const events: GuestEvent[] = [];
    client.on((event) => events.push(event));
    const asked = client.ask("ping");
    worker.crashes("boom");
    worker.crashes("boom");
    await expect(asked).rejects.toMatchObject({ kind: "worker-died", detail: "boom" });
    expect(events).toEqual([{ type: "died", error: expect.objectContaining({ kind: "worker-died" }) }]);
  });

  it("recognises a worker that ran out of memory", async () => {
    const { client, worker } = hire();
    const asked = client.ask("ping");
    worker.crashes("RangeError: out of memory");
    await expect(asked).rejects.toMatchObject({ kind: "out-of-memory" });
  });

  it("resets in a fresh worker and ignores the old one", async () => {
    const { client, worker, workers } = hire();
    const events: GuestEvent[] = [];
    client.on((event) => events.push(event));
    const first = client.boot("pc", "vm1", parts());
    const again = client.reset(parts());
    await expect(first).rejects.toMatchObject({ kind: "aborted" });
    worker.says({ type: "event", event: { type: "power-on" } });
    worker.crashes("late");
    expect(events).toEqual([]);
    expect(workers).toHaveLength(2);
    expect(workers[1]?.requests[0]).toMatchObject({ type: "boot", spec: { profile: "pc" } });
    workers[1]?.says({ type: "done", id: 2, result: { promptMs: 1 } });
    expect(await again).toEqual({ promptMs: 1 });
  });

  it("stops telling whoever unsubscribed", () => {
    const { client, worker } = hire();
    const events: GuestEvent[] = [];
    const off = client.on((event) => events.push(event));
    off();
    worker.says({ type: "event", event: { type: "power-on" } });
    expect(events).toEqual([]);
  });
});
