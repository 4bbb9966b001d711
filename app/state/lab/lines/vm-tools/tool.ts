/** What the tool of a hypervisor is asked for. */
import type { SystemChoice } from "../../../../sim/index";
import type { SystemFamily } from "../../reading/products";
import type { Quote } from "../quote";

/** A virtual machine that is to be made. */
export interface NewVm {
  readonly name: string;
  readonly system: SystemChoice | undefined;
  readonly vcpus: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** The whole disk is taken at once. */
  readonly full: boolean;
  readonly nested: boolean;
  /** Its kernel is booted without firmware. */
  readonly micro: boolean;
}

/** The lines of one hypervisor's tool; names are not quoted yet. */
export interface VmTool {
  readonly create: (vm: NewVm) => string;
  readonly start: (name: string) => string;
  /** As by its plug. */
  readonly stop: (name: string) => string;
  readonly shutDown: (name: string) => string;
  readonly reset: (name: string) => string;
  readonly pause: (name: string) => string;
  readonly resume: (name: string) => string;
  readonly snapshot: (name: string, snapshot: string) => string;
  readonly restore: (name: string, snapshot: string) => string;
  readonly deleteSnapshot: (name: string, snapshot: string) => string;
  readonly remove: (name: string) => string;
  readonly migrate: (name: string, to: string) => string;
  /** Ends the hypervisor with all that it runs. */
  readonly crash: () => string;
}

/** A tool for a shell that quotes in a way, on a system of a family. */
export type ToolFor = (quote: Quote, family: SystemFamily) => VmTool;

/** Joins commands so that each is done only if the one before went well; Windows PowerShell has no such operator. */
export function andThen(family: SystemFamily, ...commands: readonly string[]): string {
  return commands.join(family === "nt" ? "; " : " && ");
}
