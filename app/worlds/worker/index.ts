/** The worker of worlds: answers requests one after the other. */
import type { Request } from "../messages";
import { answer } from "./answer";
import { WorldHost } from "./world-host";

declare const self: DedicatedWorkerGlobalScope;

const host = new WorldHost(() => performance.now());

self.addEventListener("message", ({ data }: MessageEvent<Request>) => self.postMessage(answer(host, data)));
