/** For tests: small worlds. */
import type { CommandInput } from "../../sim/index";
import type { WorldSource } from "../protocol";

/** Commands for a running Linux machine with an engine and the image `alpine`. */
export const dockerHost: readonly CommandInput[] = [
  { do: "addMachine", name: "laptop", preset: "laptop", os: "ubuntu-24.04" },
  { do: "powerOn", machine: "laptop" },
  { do: "installEngine", machine: "laptop" },
  { do: "pullImage", machine: "laptop", image: "alpine" },
];

/** Starts a container that goes on until it is stopped. */
export function run(name: string): CommandInput {
  return { do: "runContainer", machine: "laptop", image: "alpine", name, command: ["sleep", "infinity"] };
}

/** A world with this set-up. */
export function world(
  setup: readonly CommandInput[] = dockerHost,
  more: { readonly lasts?: number; readonly log?: readonly unknown[]; readonly title?: string } = {},
): WorldSource {
  return { from: "data", data: { version: 1, setup, ...more } };
}
