/** What is added again and again to fill a machine. */
import type { CommandInput } from "../../sim/index";
import { plainName, recipeFor } from "./reading/recipes";

/** Most that are added at once. */
export const MOST_ADDED = { vm: 200, container: 2_000 } as const;

/**
 * The commands that add one more virtual machine or container; `{n}` stands for its number.
 * @param what of a virtual machine its operating system, of a container its image
 */
export function fillCommands(kind: "vm" | "container", machine: string, what: string): CommandInput[] {
  if (kind === "container")
    return [{ do: "runContainer", machine, image: what, name: `${stemOf(what)}-{n}`, ...recipeFor(what) }];
  const name = "vm{n}";
  return [
    { do: "createVm", host: machine, name, os: what },
    { do: "powerOn", machine: name },
  ];
}

/** A beginning of container names: `nginx` of `nginx:1.29`. */
function stemOf(image: string): string {
  const name = plainName(image);
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name) && !name.startsWith("sha256") ? name : "container";
}
