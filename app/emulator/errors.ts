/** Failures of a guest: one error class, and the words for each kind. */
import type { GuestErrorData, GuestErrorKind } from "./protocol";

/** A failure of a guest, with the kind that decides its words and a technical detail. */
export class GuestError extends Error {
  override readonly name = "GuestError";
  readonly kind: GuestErrorKind;
  readonly detail: string;

  constructor(kind: GuestErrorKind, detail = "") {
    super(detail ? `${kind}: ${detail}` : kind);
    this.kind = kind;
    this.detail = detail;
  }
}

/** Any thrown value as a {@link GuestError}; an abort keeps its kind, running out of memory is recognised. */
export function asGuestError(thrown: unknown): GuestError {
  if (thrown instanceof GuestError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && thrown.name === "AbortError") return new GuestError("aborted", detail);
  if (/out of memory|could not allocate|allocation failed/i.test(detail))
    return new GuestError("out-of-memory", detail);
  if (thrown instanceof Error && thrown.name === "ControlRefusal")
    return new GuestError("command-failed", detail);
  return new GuestError("unexpected", detail);
}

/** The part of an error that crosses the worker boundary. */
export function toErrorData(thrown: unknown): GuestErrorData {
  const { kind, detail } = asGuestError(thrown);
  return { kind, detail };
}

/** What happened, why, and what the person can do about it. */
export interface ErrorWords {
  what: string;
  why: string;
  wayOut: string;
}

const WORDS: Record<GuestErrorKind, ErrorWords> = {
  "no-webassembly": {
    what: "This browser cannot run the machines.",
    why: "The emulator needs WebAssembly, which is missing or switched off here.",
    wayOut: "Open this page in a current Firefox, Chrome, Edge or Safari, or allow WebAssembly, then reload.",
  },
  "images-missing": {
    what: "The guest images are not there.",
    why: "The kernel and file system that the machines boot have not been built, or were not published with this page.",
    wayOut: "Run `npm run images` where the page is served from, then try again.",
  },
  "image-corrupt": {
    what: "A guest image arrived damaged.",
    why: "Its checksum differs from the one in the manifest: the download was cut short or a file was replaced.",
    wayOut: "Try again to fetch it afresh; if that fails, build the images again.",
  },
  "download-failed": {
    what: "A guest image could not be loaded.",
    why: "The server did not answer, or the connection broke.",
    wayOut: "Check the connection and try again.",
  },
  "out-of-memory": {
    what: "There is not enough memory for another machine.",
    why: "Every virtual machine takes its whole memory from this browser tab, and the browser gave out no more.",
    wayOut: "Power off a machine or close other tabs, then try again.",
  },
  "worker-died": {
    what: "The emulator stopped unexpectedly.",
    why: "The worker that ran the machine crashed or was ended by the browser.",
    wayOut: "Try again: the machine starts afresh.",
  },
  "no-prompt": {
    what: "The machine did not come up.",
    why: "It has been silent for a minute without reaching its shell.",
    wayOut: "Try again; on a slow computer, choose the MicroVM profile and close other tabs first.",
  },
  "control-silent": {
    what: "The guest does not answer.",
    why: "Its control channel stayed silent although the machine runs.",
    wayOut: "Power it off and on again.",
  },
  "restore-failed": {
    what: "The saved machine could not be brought back.",
    why: "The snapshot does not fit this version of the emulator or was damaged.",
    wayOut: "It has been thrown away: try again to boot afresh.",
  },
  "kernel-panic": {
    what: "The guest's kernel has stopped.",
    why: "It met an error that it could not survive, and took everything that ran on it with it.",
    wayOut: "Power it on again.",
  },
  "powered-off": {
    what: "The machine was switched off from inside.",
    why: "A command in it shut it down or restarted it.",
    wayOut: "Power it on again.",
  },
  busy: {
    what: "The host's terminal is busy.",
    why: "A program runs in it, so that the command to start a container cannot be typed.",
    wayOut: "End the program (Ctrl-C) or leave the container (type exit), then try again.",
  },
  aborted: {
    what: "Cancelled.",
    why: "It was stopped before it was done.",
    wayOut: "Start it again whenever you like.",
  },
  "command-failed": {
    what: "The guest refused a command.",
    why: "Its answer is shown below.",
    wayOut: "Put right what it names, then try again.",
  },
  unexpected: {
    what: "Something went wrong in the emulator.",
    why: "It met a condition that it does not know.",
    wayOut: "Try again; the detail below helps when reporting it.",
  },
};

/** The words for an error, with its technical detail. */
export function explain(thrown: unknown): ErrorWords & { detail: string } {
  const { kind, detail } = asGuestError(thrown);
  return { ...WORDS[kind], detail };
}
