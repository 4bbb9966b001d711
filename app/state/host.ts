/** The right pane's host guest: brought up in the background, as hosts are, before any container is asked for. */
import { explain, GuestError } from "../emulator/errors";
import type { BootProfile, ControlEvent, GuestEvent } from "../emulator/protocol";
import type { AnyGuest, CompareContext } from "./compare-context";
import type { HostView } from "./compare-types";
import { asKernel } from "./replies";

/** The host guest boots without firmware: how it came up is not what is compared. */
const HOST_PROFILE: BootProfile = "microvm";

const HOSTNAME = "host";

/** How long a freshly booted host rests before its state is saved, in milliseconds. */
const SAVE_AFTER_MS = 4_000;

/** A host that nobody has asked for yet. */
export const initialHost: HostView = {
  status: "waiting",
  download: null,
  cameBy: null,
  readyMs: null,
  kernel: null,
  error: null,
};

/** Keeps one host guest alive: from a snapshot of an earlier visit if there is one, else by a cold boot. */
export class Host {
  readonly #context: CompareContext;
  readonly #events = new Set<(event: GuestEvent) => void>();
  #guest: AnyGuest | undefined;
  #size: [columns: number, rows: number] | undefined;
  #ready: Promise<AnyGuest> | undefined;

  constructor(context: CompareContext) {
    this.#context = context;
  }

  /** The guest, if it is powered on. */
  get guest(): AnyGuest | undefined {
    return this.#guest;
  }

  /** Hears the host's events for as long as the page lives. */
  on(listener: (event: GuestEvent) => void): void {
    this.#events.add(listener);
  }

  /** Brings the host up unless it is up or on its way. Failures show in its view. */
  start(): void {
    this.ready().catch(() => {});
  }

  /** The host once it is up. @throws {GuestError} when it does not come up. */
  ready(): Promise<AnyGuest> {
    this.#ready ??= this.#bringUp().catch((thrown) => {
      this.#fail(thrown);
      throw thrown;
    });
    return this.#ready;
  }

  /** The container pane's terminal has a new size. */
  resize(columns: number, rows: number): void {
    this.#size = [columns, rows];
    if (this.#context.get().host.status === "ready") this.#guest?.resize(columns, rows).catch(() => {});
  }

  async #bringUp(): Promise<AnyGuest> {
    const { deps, feeds } = this.#context;
    feeds.clear("host");
    this.#update({ ...initialHost, status: "loading" });
    const { hash } = await deps.images.manifest();
    const key = `${hash}/${HOST_PROFILE}`;
    const state = await deps.snapshots.load(key);
    if (state) {
      try {
        return await this.#restore(state);
      } catch {
        await deps.snapshots.remove(key);
        feeds.clear("host");
      }
    }
    const guest = await this.#boot();
    setTimeout(() => void this.#save(guest, key), SAVE_AFTER_MS);
    return guest;
  }

  async #boot(): Promise<AnyGuest> {
    const { guest, parts, signal } = await this.#newGuest();
    this.#update({ status: "booting" });
    const { promptMs } = await guest.boot(HOST_PROFILE, HOSTNAME, parts, signal);
    return this.#up(guest, "boot", promptMs);
  }

  async #restore(state: ArrayBuffer): Promise<AnyGuest> {
    const { guest, parts, signal } = await this.#newGuest();
    this.#update({ status: "restoring" });
    const { pingMs } = await guest.restore(HOST_PROFILE, HOSTNAME, parts, state, signal);
    return this.#up(guest, "snapshot", pingMs);
  }

  async #newGuest() {
    const { deps } = this.#context;
    const { signal } = new AbortController();
    const parts = await deps.images.parts(HOST_PROFILE, (download) => this.#update({ download }), signal);
    this.#guest?.dispose();
    const guest = deps.newGuest();
    this.#guest = guest;
    guest.on((event) => this.#heard(guest, event));
    this.#update({ download: null });
    return { guest, parts, signal };
  }

  async #up(guest: AnyGuest, cameBy: "boot" | "snapshot", readyMs: number): Promise<AnyGuest> {
    if (this.#size) guest.resize(...this.#size).catch(() => {});
    const kernel = asKernel(await guest.ask("kernel"));
    this.#update({ status: "ready", cameBy, readyMs, kernel });
    return guest;
  }

  /** Keeps the host for the next visit, unless somebody already works in it. */
  async #save(guest: AnyGuest, key: string): Promise<void> {
    const { get, deps } = this.#context;
    if (guest !== this.#guest || get().containers.length > 0) return;
    try {
      await deps.snapshots.save(key, await guest.save());
    } catch {
      // The next visit boots instead.
    }
  }

  #heard(guest: AnyGuest, event: GuestEvent): void {
    if (guest !== this.#guest) return;
    if (event.type === "output") this.#context.feeds.push("host", event.bytes);
    if (event.type === "died") this.#fail(new GuestError(event.error.kind, event.error.detail));
    if (event.type === "exit")
      this.#fail(new GuestError(event.reason === "panic" ? "kernel-panic" : "powered-off"));
    for (const listener of [...this.#events]) listener(event);
  }

  #fail(thrown: unknown): void {
    this.#guest?.dispose();
    this.#guest = undefined;
    this.#ready = undefined;
    this.#update({ ...initialHost, status: "failed", error: explain(thrown) });
  }

  #update(change: Partial<HostView>): void {
    const { get, set } = this.#context;
    set({ host: { ...get().host, ...change } });
  }
}

/** A control event's container, if it speaks of one. */
export function containerOf({ data }: ControlEvent): string | null {
  const { container } = data;
  return typeof container === "string" ? container : null;
}
