/**
 * The words that the page and an emulator worker exchange, and the results that a person gets to see.
 * Types only: both sides of the worker boundary, the command-line faces and the tests share them.
 */

/** How a machine boots. All three are real; they differ in firmware and kernel only. */
export type BootProfile = "general" | "pc" | "microvm";

export const BOOT_PROFILES: readonly BootProfile[] = ["general", "pc", "microvm"];

/** Stages of a cold boot, in the order in which they first begin. */
export type BootPhase = "machine" | "firmware" | "kernel" | "initramfs" | "init" | "prompt";

/** Stages of a container start inside a running host guest, in order. */
export type ContainerPhase =
  | "client"
  | "image"
  | "namespaces"
  | "network"
  | "cgroup"
  | "rootfs"
  | "exec"
  | "prompt";

/**
 * One stretch of a phase. A phase may have several (the kernel goes on after unpacking the initramfs).
 * `startMs` counts from power-on (boots) or from the command's Enter key (containers).
 */
export interface PhaseSpan<Phase extends string> {
  phase: Phase;
  startMs: number;
  durationMs: number;
}

/** What a completed boot, cold or restored, took. */
export interface BootReport {
  profile: BootProfile;
  /** Milliseconds from power-on (creation of the machine) to the shell's first prompt. */
  promptMs: number;
  phases: PhaseSpan<BootPhase>[];
  /** Guest instructions executed from power-on to the prompt. */
  instructions: number;
}

/** What bringing back a saved state took. */
export interface RestoreReport {
  profile: BootProfile;
  /** Milliseconds from power-on to the answer of the control channel's first ping. */
  pingMs: number;
}

/** What an interactive container start took. */
export interface ContainerReport {
  name: string;
  /** Milliseconds from the Enter key of `box run` to the container's first prompt. */
  promptMs: number;
  phases: PhaseSpan<ContainerPhase>[];
}

/** The files that one boot needs, by the part they play. Their bytes are those of the uncompressed file. */
export type ImageRole = "kernel" | "initramfs" | "bios" | "vgaBios";

export type ImageSet = Partial<Record<ImageRole, ArrayBuffer>>;

/** Bytes loaded so far, compressed as they travel. */
export interface DownloadProgress {
  loadedBytes: number;
  totalBytes: number;
}

/** Why something did not work: which kind, for tests and styling; the words are in `errors.ts`. */
export type GuestErrorKind =
  | "no-webassembly"
  | "images-missing"
  | "image-corrupt"
  | "download-failed"
  | "out-of-memory"
  | "worker-died"
  | "no-prompt"
  | "control-silent"
  | "restore-failed"
  | "kernel-panic"
  | "powered-off"
  | "busy"
  | "aborted"
  | "command-failed"
  | "unexpected";

/** An error as it crosses the worker boundary. */
export interface GuestErrorData {
  kind: GuestErrorKind;
  /** Technical detail, shown small: an exception's message, a status code, the last lines of a log. */
  detail: string;
}

/** What a machine is made of; `files` and `state` are used up by the call that gets them. */
export interface MachineSpec {
  profile: BootProfile;
  hostname: string;
  wasm: WebAssembly.Module;
  files: ImageSet;
}

/** From the page to the worker. Every request is answered by `done` or `failed` with the same id. */
export type WorkerRequest =
  | { type: "boot"; id: number; spec: MachineSpec }
  | { type: "restore"; id: number; spec: MachineSpec; state: ArrayBuffer }
  | { type: "save"; id: number }
  | { type: "send"; id: number; text: string }
  | { type: "ask"; id: number; command: string; timeoutMs: number }
  | { type: "runContainer"; id: number; name: string; command: string }
  | { type: "cancel"; id: number };

/** A request without its id: what callers write. */
export type WorkerCommand = WorkerRequest extends infer R
  ? R extends { id: number }
    ? Omit<R, "id">
    : never
  : never;

/** An event of the guest's control channel: `* NAME {…}`. */
export interface ControlEvent {
  name: string;
  data: Record<string, unknown>;
}

/** From the worker to the page, unasked. Times are milliseconds since power-on. */
export type GuestEvent =
  | { type: "power-on" }
  | { type: "phase"; phase: BootPhase; atMs: number }
  | { type: "output"; bytes: Uint8Array }
  | { type: "prompt"; report: BootReport }
  | { type: "container-phase"; container: string; phase: ContainerPhase; atMs: number }
  | { type: "control"; event: ControlEvent }
  | { type: "exit"; reason: "power-off" | "reboot" | "panic" }
  | { type: "died"; error: GuestErrorData };

export type WorkerReply =
  | { type: "done"; id: number; result: unknown }
  | { type: "failed"; id: number; error: GuestErrorData };

export type WorkerMessage = WorkerReply | { type: "event"; event: GuestEvent };
