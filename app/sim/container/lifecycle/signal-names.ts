/** Signals as people name them. */
import { ok, type Result, refuse } from "../../core/result";

/** Names without `SIG` in the order of their numbers, from 1 (signal(7), x86 and ARM). */
const NAMES =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(
    " ",
  );
const MOST = 64;

/** The number of `SIGTERM`, `term`, `15`. Refused (`bad-signal`) in the daemon's words. */
export function signalNumber(given: string): Result<number> {
  const upper = given.toUpperCase();
  const number = /^\d+$/.test(upper)
    ? Number(upper)
    : NAMES.indexOf(upper.startsWith("SIG") ? upper.slice("SIG".length) : upper) + 1;
  if (number >= 1 && number <= MOST) return ok(number);
  return refuse(
    "bad-signal",
    `invalid signal: ${given}`,
    "there is no signal of that name or number",
    "Use for example TERM, KILL, HUP or USR1",
  );
}
