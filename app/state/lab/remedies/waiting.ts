/** Refusals that pass by themselves: something is still on its way. */
import type { CommandInput, Refusal } from "../../../sim/index";

/** Whatever these say, time helps. */
const PASSING: readonly string[] = ["machine-booting", "no-management", "stopping", "not-still", "EAGAIN"];

/** What is missing until a command before has come to its end. */
const BEGUN: Readonly<Record<string, readonly CommandInput["do"][]>> = {
  "no-image": ["pullImage", "buildImage", "runContainer"],
  "no-container": ["runContainer"],
  "not-running": ["runContainer", "startContainer", "powerOn", "restart", "startApp"],
  "nobody-there": ["runContainer", "startContainer", "startApp", "powerOn"],
  "not-up": ["powerOn", "restart"],
  "no-daemon": ["powerOn", "restart", "startEngine", "installEngine"],
  "machine-off": ["startEngine", "installDockerDesktop", "installDockerToolbox"],
};

/**
 * Whether letting time pass until everything has started would make a refused command possible.
 * @param before commands that were done just before it: what they have begun may be what is missing
 */
export function waitsFor(refusal: Refusal, before: readonly CommandInput[] = []): boolean {
  const { code, wayOut = "" } = refusal;
  if (PASSING.includes(code) || /^wait\b/i.test(wayOut)) return true;
  return before.some((command) => BEGUN[code]?.includes(command.do) === true);
}
