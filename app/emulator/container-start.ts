/** Follows one `box run` by the events that it sends over the control channel, and adds up its phases. */
import type { ContainerPhase, ContainerReport, ControlEvent, PhaseSpan } from "./protocol";

const PHASES: readonly string[] = ["image", "namespaces", "network", "cgroup", "rootfs", "exec"];

/**
 * Phases of one container start. The guest's events carry its own monotonic clock (microseconds), which is exact
 * between phases; the host's clock tells when the first of them arrived. Times are milliseconds.
 */
export class ContainerStart {
  readonly #name: string;
  readonly #onPhase: (phase: ContainerPhase, atMs: number) => void;
  readonly #begins: { phase: ContainerPhase; us: number }[] = [];
  #firstArrivalMs = 0;
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
    if (this.#begins.length === 0) this.#firstArrivalMs = atMs;
    this.#begins.push({ phase: begun as ContainerPhase, us });
    this.#onPhase(begun as ContainerPhase, atMs - this.#enteredMs);
  }

  /** The container's prompt appeared at `atMs` after power-on. */
  finish(atMs: number): ContainerReport {
    const promptMs = atMs - this.#enteredMs;
    const first = this.#begins[0];
    const spans: PhaseSpan<ContainerPhase>[] = [];
    if (first) {
      const offset = this.#firstArrivalMs - this.#enteredMs;
      spans.push({ phase: "client", startMs: 0, durationMs: offset });
      this.#begins.forEach(({ phase, us }, index) => {
        const startMs = offset + (us - first.us) / 1000;
        const next = this.#begins[index + 1];
        const endMs = next ? offset + (next.us - first.us) / 1000 : Math.max(promptMs, startMs);
        spans.push({ phase, startMs, durationMs: endMs - startMs });
      });
    }
    return { name: this.#name, promptMs, phases: spans };
  }
}
