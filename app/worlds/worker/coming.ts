/** What a scenario lets happen later, in words. */
import { type Command, commandKinds, type Simulation } from "../../sim/index";
import type { Coming } from "../protocol";

/** Everything that is to come, soonest first. */
export function comingIn({ coming }: Simulation): Coming[] {
  return coming.map(({ at, command }) => ({ at, text: wordsOf(command) }));
}

/** What a command does, and to whom: `Lets the kernel of a machine panic: laptop`. */
function wordsOf(command: Command): string {
  const about = commandKinds.get(command.do)?.about.replace(/\.$/, "") ?? command.do;
  const named = ["name", "container", "image", "machine"] as const;
  const fields: Readonly<Record<string, unknown>> = command;
  const whom = named.map((field) => fields[field]).find((value) => typeof value === "string");
  return whom === undefined ? about : `${about}: ${whom}`;
}
