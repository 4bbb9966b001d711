/** The emulator worker: one machine for the life of the worker, driven by messages. */
import { GuestError, toErrorData } from "../errors";
import type { GuestEvent, WorkerMessage, WorkerRequest } from "../protocol";
import { Guest } from "./guest";

declare const self: DedicatedWorkerGlobalScope;

const guest = new Guest((event: GuestEvent) => post({ type: "event", event }, transferable(event)));
const open = new Map<number, AbortController>();

self.addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.type === "cancel") open.get(data.id)?.abort(new GuestError("aborted"));
  else void answer(data);
});

async function answer(request: Exclude<WorkerRequest, { type: "cancel" }>): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  open.set(id, controller);
  try {
    const result = await carryOut(request, controller.signal);
    post({ type: "done", id, result }, result instanceof ArrayBuffer ? [result] : []);
  } catch (thrown) {
    post({ type: "failed", id, error: toErrorData(thrown) }, []);
  } finally {
    open.delete(id);
  }
}

function carryOut(
  request: Exclude<WorkerRequest, { type: "cancel" }>,
  signal: AbortSignal,
): Promise<unknown> {
  switch (request.type) {
    case "boot":
      return guest.boot(request.spec, signal);
    case "restore":
      return guest.restore(request.spec, request.state, signal);
    case "save":
      return guest.save();
    case "send":
      return guest.send(request.text);
    case "ask":
      return guest.ask(request.command, request.timeoutMs, signal);
    case "runContainer":
      return guest.runContainer(request.name, request.command, signal);
  }
}

function post(message: WorkerMessage, transfer: Transferable[]): void {
  self.postMessage(message, transfer);
}

function transferable(event: GuestEvent): Transferable[] {
  return event.type === "output" ? [event.bytes.buffer as ArrayBuffer] : [];
}
