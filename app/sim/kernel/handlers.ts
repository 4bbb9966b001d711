/** What the kernel's room does on its events. */
import { type Handlers, handler } from "../core/handlers";
import { reapDue, reapIfDue } from "./process/exit";
import { programHandlers } from "./programs/run";

/** Everything that kernels do when an event is due; the shares of processor time have handlers of their own in the core. */
export const kernelHandlers: Handlers = { ...programHandlers, ...handler(reapDue, reapIfDue) };
