/** System calls as commands: what a shell asks of a kernel on behalf of a process, so that a log of it can be replayed. */
import { fileCalls } from "./files";
import { groupCalls } from "./groups";
import { mountCalls } from "./mounts";
import { namespaceCalls } from "./namespaces";
import { networkCalls } from "./network";
import { processCalls } from "./processes";

export const callCommands = [
  ...processCalls,
  ...namespaceCalls,
  ...fileCalls,
  ...mountCalls,
  ...groupCalls,
  ...networkCalls,
] as const;
