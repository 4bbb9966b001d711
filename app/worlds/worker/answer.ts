/** Answering one request with whatever hosts the worlds. */
import type { HostCalls, Reply, Request } from "../messages";

/** The answer; whatever is thrown is a fault of the program. */
export function answer(host: HostCalls, { id, method, args }: Request): Reply {
  try {
    // Of a union of methods and their arguments the compiler only knows that they belong together.
    const call = host[method] as (...given: typeof args) => ReturnType<HostCalls[typeof method]>;
    return { id, value: call(...args) };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
