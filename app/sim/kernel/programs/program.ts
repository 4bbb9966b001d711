/** What processes do: a small set of modelled programs, the same on hosts, in guests and in containers. */

export type Program =
  /** Waits for what comes: a shell at its prompt, a daemon without clients, a kernel thread. */
  | {
      readonly kind: "idle";
      /** Collects the statuses of its children at once: a shell, a daemon. Others leave zombies. */
      readonly reaps?: boolean;
      /** Ends with 0 when it is asked to (SIGTERM, SIGINT): a daemon. */
      readonly quits?: boolean;
      /** What it waits for is input: without any it would end at once. */
      readonly reads?: boolean;
    }
  /** Process 1 of a system: reaps orphans, waits for ever. */
  | {
      readonly kind: "init";
      /** A container's small init: passes signals on to its first child, and ends as that one ends. */
      readonly forwards?: boolean;
    }
  /** Sleeps, then exits with 0; `ms` null is for ever. */
  | { readonly kind: "sleep"; readonly ms: number | null }
  /** Uses processor time (ms), writes a line if there is one, then exits. */
  | { readonly kind: "work"; readonly cpuMs: number; readonly line?: string; readonly code: number }
  /** Keeps `threads` processors busy for ever. */
  | { readonly kind: "busy"; readonly threads: number }
  /** Gets ready with `cpuMs`, then listens, and answers for ever. */
  | {
      readonly kind: "serve";
      readonly port: number;
      readonly protocol: "tcp" | "udp";
      readonly cpuMs: number;
      /** Memory it takes on top when it is ready, bytes. */
      readonly bytes: number;
      /** Line that it logs when it is ready; empty for none. */
      readonly line: string;
    }
  /** Takes `bytesPerStep` more memory every `stepMs`, up to `untilBytes` (null: without end), then holds it. */
  | {
      readonly kind: "hog";
      readonly bytesPerStep: number;
      readonly stepMs: number;
      readonly untilBytes: number | null;
    }
  /** Each process forks another and goes on; `everyMs` between forks. */
  | { readonly kind: "fork-bomb"; readonly everyMs: number }
  /** Logs a line every `everyMs`. */
  | { readonly kind: "log"; readonly everyMs: number; readonly line: string }
  /** Runs for `afterMs` and then exits with `code`: an app with a fault. */
  | { readonly kind: "crash"; readonly afterMs: number; readonly code: number }
  /** The process of a running virtual machine: a type 2 hypervisor's, or a management VM's. Its memory is the guest's. */
  | { readonly kind: "machine" };

export type ProgramKind = Program["kind"];
