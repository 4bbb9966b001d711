/** The left pane: one to three virtual machines, each in a worker of its own. */
import { asGuestError, explain, GuestError } from "../emulator/errors";
import type { BootProfile, BootReport, GuestEvent } from "../emulator/protocol";
import type { AnyGuest, CompareContext } from "./compare-context";
import type { VmView } from "./compare-types";
import { donePhases, enterPhase, noPhases } from "./phases";
import { asKernel, asMeminfo } from "./replies";

/** A machine that has not been powered on. */
export function offVm(id: string, profile: BootProfile): VmView {
  return {
    id,
    label: id,
    status: "off",
    profile,
    download: null,
    clockFrom: null,
    phases: noPhases(),
    promptMs: null,
    kernel: null,
    memory: null,
    error: null,
  };
}

interface Power {
  guest: AnyGuest;
  cancel: AbortController;
}

/** Powers virtual machines on and off and keeps their views. */
export class Vms {
  readonly #context: CompareContext;
  readonly #powered = new Map<string, Power>();
  readonly #sizes = new Map<string, [columns: number, rows: number]>();

  constructor(context: CompareContext) {
    this.#context = context;
  }

  /** The guest behind a terminal, if its machine is on. */
  guest(id: string): AnyGuest | undefined {
    return this.#powered.get(id)?.guest;
  }

  /** Shows as many machines as were asked for. Machines that are on stay as they are. */
  layOut(): void {
    const { vms, vmCount, profile } = this.#context.get();
    if (this.#powered.size > 0) return;
    const shown = Array.from({ length: vmCount }, (_, index) => {
      const id = `vm${index + 1}`;
      const known = vms.find((vm) => vm.id === id);
      return known && known.profile === profile ? known : offVm(id, profile);
    });
    this.#context.set({ vms: shown });
  }

  /** Cold-boots as many machines as were asked for, at once. Machines that were on are powered off first. */
  powerOn(): void {
    this.powerOff();
    this.layOut();
    const { vms } = this.#context.get();
    for (const { id, profile } of vms) void this.#boot(id, profile, vms.length);
  }

  /** Pulls the plug on all of them. */
  powerOff(): void {
    for (const id of [...this.#powered.keys()]) {
      this.#unplug(id);
      const { profile } = this.#context.get().vms.find((vm) => vm.id === id) ?? this.#context.get();
      this.#update(id, offVm(id, profile));
    }
  }

  /** The terminal of a machine has a new size. */
  resize(id: string, columns: number, rows: number): void {
    this.#sizes.set(id, [columns, rows]);
    const on = this.#context.get().vms.find((vm) => vm.id === id)?.status === "running";
    if (on) this.guest(id)?.resize(columns, rows).catch(ignore);
  }

  async #boot(id: string, profile: BootProfile, together: number): Promise<void> {
    const { deps, feeds, addRun } = this.#context;
    const cancel = new AbortController();
    const { signal } = cancel;
    feeds.clear(id);
    this.#update(id, { ...offVm(id, profile), status: "loading" });
    let guest: AnyGuest | undefined;
    try {
      guest = deps.newGuest();
      this.#powered.set(id, { guest, cancel });
      guest.on((event) => this.#heard(id, event));
      const parts = await deps.images.parts(profile, (download) => this.#update(id, { download }), signal);
      const report = await guest.boot(profile, id, parts, signal);
      this.#up(id, report);
      addRun({
        kind: "vm",
        what: profile,
        name: id,
        until: "prompt",
        ms: report.promptMs,
        phases: report.phases.map(({ phase, durationMs }) => ({ phase, ms: durationMs })),
        together,
      });
      await this.#measure(id, guest);
    } catch (thrown) {
      if (this.#powered.get(id)?.guest !== guest) return;
      this.#failed(id, thrown);
    }
  }

  #up(id: string, report: BootReport): void {
    this.#update(id, {
      status: "running",
      clockFrom: null,
      phases: donePhases(report.phases),
      promptMs: report.promptMs,
    });
  }

  /** Asks the guest who it is and what it uses; a guest that does not answer keeps its prompt. */
  async #measure(id: string, guest: AnyGuest): Promise<void> {
    const size = this.#sizes.get(id);
    if (size) guest.resize(...size).catch(ignore);
    try {
      const kernel = asKernel(await guest.ask("kernel"));
      const { free, granted } = asMeminfo(await guest.ask("meminfo"));
      const memory = { usedBytes: granted - free, grantedBytes: granted };
      this.#update(id, { kernel, memory });
    } catch (thrown) {
      if (asGuestError(thrown).kind !== "aborted") this.#update(id, { error: explain(thrown) });
    }
  }

  #heard(id: string, event: GuestEvent): void {
    if (event.type === "output") this.#context.feeds.push(id, event.bytes);
    else if (event.type === "power-on")
      this.#update(id, { status: "booting", download: null, clockFrom: this.#context.deps.now() });
    else if (event.type === "phase") {
      const vm = this.#context.get().vms.find((candidate) => candidate.id === id);
      if (vm) this.#update(id, { phases: enterPhase(vm.phases, event.phase, event.atMs) });
    } else if (event.type === "died") this.#failed(id, new GuestError(event.error.kind, event.error.detail));
    else if (event.type === "exit") {
      if (event.reason === "panic") this.#failed(id, new GuestError("kernel-panic"));
      else {
        this.#unplug(id);
        this.#update(id, { status: "off", clockFrom: null, kernel: null, memory: null });
      }
    }
  }

  #failed(id: string, thrown: unknown): void {
    this.#unplug(id);
    this.#update(id, { status: "failed", clockFrom: null, download: null, error: explain(thrown) });
  }

  #unplug(id: string): void {
    const power = this.#powered.get(id);
    this.#powered.delete(id);
    power?.cancel.abort();
    power?.guest.dispose();
  }

  #update(id: string, change: Partial<VmView>): void {
    const { get, set } = this.#context;
    set({ vms: get().vms.map((vm) => (vm.id === id ? { ...vm, ...change } : vm)) });
  }
}

function ignore(): void {}
