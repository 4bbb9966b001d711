/** The right pane's containers: the first in the terminal, the others detached, all in one host guest. */
import { asGuestError, explain } from "../emulator/errors";
import type { ContainerPhase, GuestEvent } from "../emulator/protocol";
import type { AnyGuest, CompareContext } from "./compare-context";
import type { ContainerView } from "./compare-types";
import { containerOf, type Host } from "./host";
import { donePhases, enterPhase, noPhases } from "./phases";
import { asCgroup, asKernel, asStart } from "./replies";

/** The container in the terminal runs a shell; those beside it serve a page, so that they go on without one. */
const INTERACTIVE_IMAGE = "busybox";
const DETACHED_IMAGE = "web";

/** How long `stop` lets a container end by itself before it is killed, in seconds. */
const GRACE_SECONDS = 1;

/** How long a detached start, or a stop, may take, in milliseconds. */
const TIMEOUT_MS = 30_000;

function newContainer(index: number): ContainerView {
  return {
    name: `c${index + 1}`,
    status: "starting",
    clockFrom: null,
    phases: noPhases(),
    startMs: null,
    interactive: index === 0,
    hostPid: null,
    kernel: null,
    memory: null,
    exitStatus: null,
    error: null,
  };
}

/** Starts and stops containers and keeps their views. */
export class Containers {
  readonly #context: CompareContext;
  readonly #host: Host;
  #cancel = new AbortController();
  #busy: Promise<void> = Promise.resolve();

  constructor(context: CompareContext, host: Host) {
    this.#context = context;
    this.#host = host;
    host.on((event) => this.#heard(event));
  }

  /** Runs as many as were asked for, as soon as the host is ready. Those that run are stopped first. */
  run(): void {
    this.#cancel.abort();
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    const before = this.#busy;
    this.#busy = (async () => {
      await before;
      if (signal.aborted) return;
      await this.#stopAll();
      const count = this.#context.get().containerCount;
      this.#context.set({ containers: Array.from({ length: count }, (_, index) => newContainer(index)) });
      await this.#startAll(signal);
    })();
  }

  /** Stops all of them; a start under way is given up. */
  stop(): void {
    this.#cancel.abort();
    const before = this.#busy;
    this.#busy = (async () => {
      await before;
      await this.#stopAll();
    })();
  }

  async #startAll(signal: AbortSignal): Promise<void> {
    let host: AnyGuest;
    try {
      host = await this.#host.ready();
    } catch (thrown) {
      for (const { name } of this.#context.get().containers) this.#failed(name, thrown);
      return;
    }
    const { containers } = this.#context.get();
    for (const { name, interactive } of containers) {
      if (signal.aborted) {
        this.#update(name, { status: "none" });
        continue;
      }
      try {
        this.#update(name, { clockFrom: this.#context.deps.now() });
        if (interactive) await this.#startInTerminal(host, name, containers.length, signal);
        else await this.#startDetached(host, name, containers.length);
        await this.#measure(host, name);
      } catch (thrown) {
        this.#failed(name, thrown);
      }
    }
  }

  async #startInTerminal(host: AnyGuest, name: string, together: number, signal: AbortSignal): Promise<void> {
    const command = `box run --rm --name ${name} ${INTERACTIVE_IMAGE}`;
    const report = await host.runContainer(name, command, signal);
    this.#update(name, {
      status: "running",
      clockFrom: null,
      phases: donePhases(report.phases),
      startMs: report.promptMs,
    });
    this.#context.addRun({
      kind: "container",
      what: INTERACTIVE_IMAGE,
      name,
      until: "prompt",
      ms: report.promptMs,
      phases: report.phases.map(({ phase, durationMs }) => ({ phase, ms: durationMs })),
      together,
    });
  }

  async #startDetached(host: AnyGuest, name: string, together: number): Promise<void> {
    const reply = await host.ask(`start ${name} ${DETACHED_IMAGE} --rm`, { timeoutMs: TIMEOUT_MS });
    const { totalUs, phasesUs } = asStart(reply);
    const phases = Object.entries(phasesUs).map(([phase, us]) => ({
      // Between the agent's order and the runtime's first word: what a client takes in the terminal.
      phase: phase === "launch" ? "client" : phase,
      ms: us / 1000,
    }));
    let startMs = 0;
    const spans = phases.map(({ phase, ms }) => {
      const span = { phase: phase as ContainerPhase, startMs, durationMs: ms };
      startMs += ms;
      return span;
    });
    const ms = totalUs / 1000;
    this.#update(name, { status: "running", clockFrom: null, phases: donePhases(spans), startMs: ms });
    this.#context.addRun({
      kind: "container",
      what: DETACHED_IMAGE,
      name,
      until: "exec",
      ms,
      phases,
      together,
    });
  }

  /** Reads the kernel as the container sees it, and what its control group has taken. */
  async #measure(host: AnyGuest, name: string): Promise<void> {
    const view = this.#context.get().containers.find((container) => container.name === name);
    if (view?.status !== "running" || view.hostPid === null) return;
    const kernel = asKernel(await host.ask(`kernel ${view.hostPid}`));
    const { memoryCurrent, memoryMax } = asCgroup(await host.ask(`cgroup ${name}`));
    this.#update(name, { kernel, memory: { usedBytes: memoryCurrent, grantedBytes: memoryMax } });
  }

  async #stopAll(): Promise<void> {
    const { guest } = this.#host;
    const running = this.#context.get().containers.filter(({ status }) => status === "running");
    if (!guest) return;
    for (const { name } of running) this.#update(name, { status: "stopping" });
    await Promise.all(
      running.map(async ({ name }) => {
        try {
          await guest.ask(`stop ${name} ${GRACE_SECONDS}`, { timeoutMs: TIMEOUT_MS });
        } catch (thrown) {
          this.#failed(name, thrown);
        }
      }),
    );
  }

  #heard(event: GuestEvent): void {
    if (event.type === "died" || event.type === "exit") {
      this.#context.set({ containers: [] });
    } else if (event.type === "container-phase") {
      const view = this.#context.get().containers.find(({ name }) => name === event.container);
      if (view) this.#update(view.name, { phases: enterPhase(view.phases, event.phase, event.atMs) });
    } else if (event.type === "control") {
      const name = containerOf(event.event);
      if (name === null) return;
      const { pid, status } = event.event.data;
      if (event.event.name === "running" && typeof pid === "number") this.#update(name, { hostPid: pid });
      if (event.event.name === "exit" && typeof status === "number")
        this.#update(name, { status: "exited", exitStatus: status, clockFrom: null, hostPid: null });
    }
  }

  #failed(name: string, thrown: unknown): void {
    const error = explain(thrown);
    const aborted = asGuestError(thrown).kind === "aborted";
    this.#update(name, {
      status: aborted ? "none" : "failed",
      clockFrom: null,
      error: aborted ? null : error,
    });
  }

  #update(name: string, change: Partial<ContainerView>): void {
    const { get, set } = this.#context;
    set({
      containers: get().containers.map((view) => (view.name === name ? { ...view, ...change } : view)),
    });
  }
}
