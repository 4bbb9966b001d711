/** What the comparison page shows: plain data, made by the store, drawn by the page. */
import type {
  BootPhase,
  BootProfile,
  ContainerPhase,
  DownloadProgress,
  PhaseSpan,
} from "../emulator/protocol";

/** Pages speak of these without knowing the emulator. */
export type { BootPhase, BootProfile, ContainerPhase, DownloadProgress, PhaseSpan };

/** An error in a person's words. */
export interface Explained {
  /** What happened, one sentence. */
  what: string;
  /** Why, one sentence. */
  why: string;
  /** What the person can do now, one sentence. */
  wayOut: string;
  /** Technical detail, or an empty string. */
  detail: string;
}

/** A kernel as it answers for itself: `uname -r` and its boot id. */
export interface KernelIdentity {
  release: string;
  bootId: string;
  hostname: string;
}

/** Bytes in use and bytes granted; `granted` is null where nothing limits it but the host. */
export interface MemoryUse {
  usedBytes: number;
  grantedBytes: number | null;
}

/** A phase strip: closed spans, and the phase at work with its start, if any. */
export interface Phases<Phase extends string> {
  spans: PhaseSpan<Phase>[];
  current: { phase: Phase; startMs: number } | null;
}

export type MachineStatus = "off" | "loading" | "booting" | "running" | "failed";

/** One virtual machine of the left pane. */
export interface VmView {
  id: string;
  label: string;
  status: MachineStatus;
  /** The profile it was started with, or will be. */
  profile: BootProfile;
  download: DownloadProgress | null;
  /** `performance.now()` of power-on while booting, else null: the page's running clock counts from here. */
  clockFrom: number | null;
  phases: Phases<BootPhase>;
  promptMs: number | null;
  kernel: KernelIdentity | null;
  memory: MemoryUse | null;
  error: Explained | null;
}

export type ContainerStatus = "none" | "starting" | "running" | "stopping" | "exited" | "failed";

/** One container of the right pane. The first has the terminal; the others run detached. */
export interface ContainerView {
  name: string;
  status: ContainerStatus;
  clockFrom: number | null;
  phases: Phases<ContainerPhase>;
  /** To the first prompt (interactive, first container) or to the app's exec (detached ones). */
  startMs: number | null;
  interactive: boolean;
  /** The pid of its first process as the host sees it. */
  hostPid: number | null;
  kernel: KernelIdentity | null;
  memory: MemoryUse | null;
  exitStatus: number | null;
  error: Explained | null;
}

export type HostStatus = "waiting" | "loading" | "booting" | "restoring" | "ready" | "failed";

/** The host guest of the right pane, up before any container is asked for. */
export interface HostView {
  status: HostStatus;
  download: DownloadProgress | null;
  /** How it came up: a cold boot, or a snapshot saved on an earlier visit. */
  cameBy: "boot" | "snapshot" | null;
  readyMs: number | null;
  kernel: KernelIdentity | null;
  error: Explained | null;
}

/** One measured start, for the table and its CSV. */
export interface Run {
  n: number;
  kind: "vm" | "container";
  /** The VM's profile, or the container's image. */
  what: string;
  name: string;
  /** What the clock stopped at: a shell's prompt, or the app's exec (detached containers). */
  until: "prompt" | "exec";
  ms: number;
  phases: { phase: string; ms: number }[];
  /** How many were started together. */
  together: number;
}

/** Guest images that are still being built, as the server reports. */
export interface ImagesBuild {
  state: "unknown" | "building" | "ready" | "failed" | "unavailable";
  percent: number;
  message: string;
}

export interface CompareState {
  profile: BootProfile;
  vmCount: number;
  containerCount: number;
  images: ImagesBuild;
  vms: VmView[];
  host: HostView;
  containers: ContainerView[];
  runs: Run[];
}

/** Everything a person can do on the page. None of them rejects: failures show up in the state. */
export interface CompareActions {
  chooseProfile(profile: BootProfile): void;
  chooseVmCount(count: number): void;
  chooseContainerCount(count: number): void;
  startBoth(): void;
  powerOn(): void;
  powerOff(): void;
  runContainers(): void;
  stopContainers(): void;
  retryHost(): void;
  retryImages(): void;
  /** What is typed into the terminal of a VM (by id), or of the host guest (`"host"`). */
  type(terminal: string, text: string): void;
  resize(terminal: string, columns: number, rows: number): void;
  /** Hears what a terminal prints, from its beginning; returns the unsubscriber. */
  listen(terminal: string, listener: (bytes: Uint8Array) => void): () => void;
}
