/** Says where data from outside is not as it should be, in a person's words. */
import type * as z from "zod/mini";
import { ok, type Result, refuse } from "../core/result";

/**
 * Checks data against a schema. A refusal names the path of the first fault: `/log/3/command/machine`.
 * @param what what the data should be, as in "this file is not a scenario"
 */
export function check<T>(schema: z.ZodMiniType<T>, data: unknown, what: string): Result<T> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const path = `/${(issue?.path ?? []).map(String).join("/")}`;
  return refuse("malformed", what, `${path}: ${issue?.message ?? "not as expected"}`);
}
