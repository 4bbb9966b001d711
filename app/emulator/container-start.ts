/** Follows one `box run` by the events that it sends over the control channel, and adds up its phases. */
import type { ContainerPhase, ContainerReport, ControlEvent, PhaseSpan } from "./protocol";

const PHASES: readonly string[] = ["image", "namespaces", "network", "cgroup", "rootfs", "exec"];

/**
 * Phases of one container start. The guest's events carry its own monotonic clock (microseconds), which is exact
 * between phases; the event that arrived soonest after it was stamped ties that clock to the host's. Times are
 * milliseconds.
 */
export class ContainerStart {
  readonly #name: string;
  readonly #onPhase: (phase: ContainerPhase, atMs: number) => void;
  readonly #begins: { phase: ContainerPhase; us: number }[] = [];
  #guestClockOffsetMs = Number.POSITIVE_INFINITY;
  readonly #enteredMs: number;

  /** @param enteredMs when the command was entered, in milliseconds after power-on. */
  constructor(name: string, enteredMs: number, onPhase: (phase: ContainerPhase, atMs: number) => void) {
    this.#name = name;
    this.#enteredMs = enteredMs;
    this.#onPhase = onPhase;
    onPhase("client", 0);
  }

  /** Takes an event of the control channel that arrived `atMs` after power-on. */
  heard({ name, data }: ControlEvent, atMs: number): void {
    const { container, phase, us } = data;
    if (container !== this.#name || typeof us !== "number") return;
    const begun = name === "running" ? "prompt" : name === "phase" ? phase : undefined;
    if (typeof begun !== "string" || !(begun === "prompt" || PHASES.includes(begun))) return;
    this.#guestClockOffsetMs = Math.min(this.#guestClockOffsetMs, atMs - us / 1000);
    this.#begins.push({ phase: begun as ContainerPhase, us });
    this.#onPhase(begun as ContainerPhase, atMs - this.#enteredMs);
  }

  /** The container's prompt appeared at `atMs` after power-on. */
  finish(atMs: number): ContainerReport {
    const promptMs = atMs - this.#enteredMs;
    const startOf = (us: number) => us / 1000 + this.#guestClockOffsetMs - this.#enteredMs;
    const spans: PhaseSpan<ContainerPhase>[] = [];
    const first = this.#begins[0];
    if (first) spans.push({ phase: "client", startMs: 0, durationMs: startOf(first.us) });
    this.#begins.forEach(({ phase, us }, index) => {
      const next = this.#begins[index + 1];
      const startMs = startOf(us);
      spans.push({ phase, startMs, durationMs: (next ? startOf(next.us) : promptMs) - startMs });
    });
    return { name: this.#name, promptMs, phases: spans };
  }
}
