/** The shell of a machine: whom it greets, and how it wants words quoted. */
import type { LayerView } from "../../../sim/index";
import { bareHypervisorOn, familyOn, productOf, type SystemFamily, systemOn } from "../reading/products";
import { posix, powerShell, type Quote } from "./quote";
import type { TypedLine } from "./typed-line";

export interface Shell {
  readonly machine: string;
  readonly prompt: string;
  readonly quote: Quote;
  readonly family: SystemFamily;
}

function promptOf(layers: readonly LayerView[], machine: string): string {
  const system = systemOn(layers, machine);
  if (system?.family === "nt") return "PS C:\\>";
  if (system?.family === "xnu") return `admin@${machine} ~ %`;
  if (system?.distribution === "alpine") return `${machine}:~#`;
  const esxi = productOf(bareHypervisorOn(layers, machine))?.key === "esxi";
  return esxi ? `[root@${machine}:~]` : `root@${machine}:~#`;
}

/** The shell of a machine, as its administrator has it; that of Linux where nothing is known of the machine. */
export function shellOn(layers: readonly LayerView[], machine: string): Shell {
  const family = familyOn(layers, machine) ?? "linux";
  return {
    machine,
    prompt: promptOf(layers, machine),
    quote: family === "nt" ? powerShell : posix,
    family,
  };
}

/** A line that is typed as it is. */
export function typed({ machine, prompt }: Shell, line: string): TypedLine {
  return { machine, prompt, line };
}

/** A line of words, each of them quoted where that is needed. */
export function words(shell: Shell, ...parts: readonly string[]): TypedLine {
  return typed(shell, parts.map(shell.quote).join(" "));
}
