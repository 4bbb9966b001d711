/** Replies of the guest's control channel, checked before anything on screen relies on them. */
import * as z from "zod/mini";
import { GuestError } from "../emulator/errors";

const kernelReply = z.object({ release: z.string(), bootId: z.string(), hostname: z.string() });

const meminfoReply = z.object({ free: z.number(), granted: z.number() });

const cgroupReply = z.object({ memoryCurrent: z.number(), memoryMax: z.nullable(z.number()) });

const startReply = z.object({
  name: z.string(),
  totalUs: z.number(),
  phasesUs: z.record(z.string(), z.number()),
});

/** Who a kernel says it is. @throws {GuestError} `command-failed` when the reply is not one. */
export const asKernel = (reply: unknown) => check(kernelReply, reply);

/** Memory of a machine, in bytes. @throws {GuestError} */
export const asMeminfo = (reply: unknown) => check(meminfoReply, reply);

/** Memory of a control group, in bytes. @throws {GuestError} */
export const asCgroup = (reply: unknown) => check(cgroupReply, reply);

/** A detached container start, timed inside the guest, in microseconds. @throws {GuestError} */
export const asStart = (reply: unknown) => check(startReply, reply);

function check<T>(schema: z.ZodMiniType<T>, reply: unknown): T {
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new GuestError("command-failed", `reply: ${issue?.path.join(".")}: ${issue?.message}`);
}
