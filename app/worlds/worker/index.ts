/** The worker of worlds: answers requests one after the other. */
import type { HostCalls, Reply, Request } from "../messages";
import { WorldHost } from "./world-host";

declare const self: DedicatedWorkerGlobalScope;

const host: HostCalls = new WorldHost(() => performance.now());

self.addEventListener("message", ({ data }: MessageEvent<Request>) => self.postMessage(answer(data)));

function answer({ id, method, args }: Request): Reply {
  try {
    // Of a union of methods and their arguments the compiler only knows that they belong together.
    const call = host[method] as (...given: typeof args) => ReturnType<HostCalls[typeof method]>;
    return { id, value: call(...args) };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
