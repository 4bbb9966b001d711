/**
 * A guest from power-on to power-off: boots or restores a {@link Machine}, watches what it prints, types into it,
 * asks its control channel, and measures. Everything that it reports comes from the machine itself.
 */
import { ContainerStart } from "../container-start";
import { ControlChannel } from "../control";
import { GuestError } from "../errors";
import { BootPhases } from "../phases";
import { promptIn } from "../prompt";
import type {
  BootReport,
  ContainerReport,
  ControlEvent,
  GuestEvent,
  MachineSpec,
  RestoreReport,
} from "../protocol";
import { JitGovernor, LOOK_EVERY_MS } from "./jit-governor";
import { Machine } from "./machine";
import { OutputBatch } from "./output";
import { Typist, XOFF, XON } from "./typist";

/** A boot has failed when the machine has said nothing for this long, in milliseconds. */
const SILENCE_MS = 60_000;

/** A restored guest must answer its first ping within this time, in milliseconds. */
const PING_TIMEOUT_MS = 10_000;

/** How long the host's prompt may take to come back before its terminal counts as busy, in milliseconds. */
const PROMPT_RETURNS_MS = 2_000;

/** What the video BIOS says about each of a hundred screen modes: not worth a learner's terminal. */
const FIRMWARE_NOISE = /^(Removing mode|VBE mode info| )/;
const DIM = "\x1b[2m";
const PLAIN = "\x1b[0m";

/** Ctrl-U: the shell's line editor forgets what stands before the cursor. */
const ERASE_LINE = "\x15";

const ENTER = "\r";

/** A typed line has been echoed when the terminal has been quiet for this long, in milliseconds. */
const ECHO_QUIET_MS = 40;

const NEWLINE = 0x0a;
const SPACE = 0x20;

/** The kernel's or our init's last words, by what they mean. */
const LAST_WORDS: readonly [RegExp, "power-off" | "reboot" | "panic"][] = [
  [/Kernel panic - not syncing/, "panic"],
  [/reboot: (Power down|System halted)/, "power-off"],
  [/reboot: Restarting system/, "reboot"],
];

type Prompted = (hostname: string) => void;

/** One guest. Made for one life: boot or restore it once, then {@link Guest.powerOff}. */
export class Guest {
  readonly #emit: (event: GuestEvent) => void;
  readonly #output: OutputBatch;
  readonly #control: ControlChannel;
  readonly #typist: Typist;
  readonly #controlTypist: Typist;
  #machine: Machine | undefined;
  #powerOnAt = 0;
  #lastSign = 0;
  #lastByte = 0;
  #hostname = "";
  #line = "";
  #controlLine = "";
  #firmwareLine = "";
  #phases: BootPhases | undefined;
  #onPrompt: Prompted | undefined;
  #onDeath: ((error: GuestError) => void) | undefined;
  #start: ContainerStart | undefined;
  readonly #agent: Promise<void>;
  #agentIsUp: () => void = () => {};
  #governing: ReturnType<typeof setInterval> | undefined;

  constructor(emit: (event: GuestEvent) => void) {
    this.#emit = emit;
    this.#agent = new Promise((resolve) => {
      this.#agentIsUp = resolve;
    });
    this.#output = new OutputBatch((bytes) => emit({ type: "output", bytes }));
    this.#typist = this.#typistFor(0);
    this.#controlTypist = this.#typistFor(1);
    this.#control = new ControlChannel(
      (line) => void this.#controlTypist.type(line),
      (event) => this.#heard(event),
    );
  }

  /**
   * Cold boot to the shell's first prompt. A boot that fails or is aborted leaves no machine running.
   *
   * @throws {GuestError} `no-prompt` after a minute of silence, `kernel-panic`, `out-of-memory`, `aborted`.
   */
  async boot(spec: MachineSpec, signal: AbortSignal): Promise<BootReport> {
    try {
      return await this.#boot(spec, signal);
    } catch (thrown) {
      await this.powerOff();
      throw thrown;
    }
  }

  async #boot(spec: MachineSpec, signal: AbortSignal): Promise<BootReport> {
    const machine = await this.#powerOn(spec, signal);
    this.#phases?.started(spec.files.bios !== undefined, this.#now());
    await this.#life(signal, (prompted) => {
      this.#onPrompt = prompted;
      void machine.start();
    });
    const promptMs = this.#now();
    const report: BootReport = {
      profile: spec.profile,
      promptMs,
      phases: this.#phases?.finish(promptMs) ?? [],
      instructions: machine.instructions(),
    };
    this.#phases = undefined;
    this.#emit({ type: "prompt", report });
    return report;
  }

  /**
   * Brings a saved state back, verifies that the guest answers, sets its clock and gets a fresh prompt.
   *
   * @throws {GuestError} `restore-failed` when the state does not load or the guest stays silent.
   */
  async restore(spec: MachineSpec, state: ArrayBuffer, signal: AbortSignal): Promise<RestoreReport> {
    try {
      const machine = await this.#powerOn(spec, signal, state);
      await machine.start();
      this.#agentIsUp();
      await this.ask("ping", PING_TIMEOUT_MS, signal);
      const pingMs = this.#now();
      await this.ask(`date ${Math.floor(Date.now() / 1000)}`, PING_TIMEOUT_MS, signal);
      await this.#life(signal, (prompted) => {
        this.#onPrompt = prompted;
        void this.send(ENTER);
      });
      return { profile: spec.profile, pingMs };
    } catch (thrown) {
      await this.powerOff();
      if (signal.aborted) throw new GuestError("aborted");
      throw new GuestError("restore-failed", thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** The whole machine as bytes. The guest goes on running. */
  save(): Promise<ArrayBuffer> {
    return this.#running().save();
  }

  /** Types into the console; resolves when the guest has been handed everything. */
  send(text: string): Promise<void> {
    this.#running();
    return this.#typist.type(text);
  }

  /** Asks the control channel. @throws {GuestError} `control-silent` after `timeoutMs`. */
  async ask(command: string, timeoutMs: number, signal?: AbortSignal): Promise<unknown> {
    this.#running();
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      await untilAborted(this.#agent, either);
      return await this.#control.ask(command, either);
    } catch (thrown) {
      if (timeout.aborted) throw new GuestError("control-silent", command);
      throw thrown;
    }
  }

  /**
   * Types a `box run` line at the host's prompt and waits for the container's own prompt. The clock starts with the
   * Enter key: typing is no part of a container's start.
   *
   * @throws {GuestError} `busy` when the terminal does not come to show the host's prompt, `command-failed` when the
   * host's prompt comes back instead of the container's.
   */
  async runContainer(name: string, command: string, signal: AbortSignal): Promise<ContainerReport> {
    await this.#atOwnPrompt(signal);
    await this.#typeAhead(command, signal);
    this.#start = new ContainerStart(name, this.#now(), (phase, atMs) =>
      this.#emit({ type: "container-phase", container: name, phase, atMs }),
    );
    try {
      const hostname = await this.#life(signal, (prompted) => {
        this.#onPrompt = prompted;
        void this.send(ENTER);
      });
      if (hostname === this.#hostname) throw new GuestError("command-failed", command);
      return this.#start.finish(this.#now());
    } catch (thrown) {
      if (signal.aborted) void this.send("\x03");
      throw thrown;
    } finally {
      this.#start = undefined;
    }
  }

  /** Types `exit` in the container's shell and waits for the host's prompt. */
  async leaveContainer(): Promise<void> {
    await this.#life(new AbortController().signal, (prompted) => {
      this.#onPrompt = prompted;
      void this.send(`${ERASE_LINE}exit\r`);
    });
  }

  /** Guest instructions executed since power-on. */
  instructions(): number {
    return this.#running().instructions();
  }

  /** Ends the machine. What memory it had goes with the worker. */
  async powerOff(): Promise<void> {
    clearInterval(this.#governing);
    this.#typist.dispose();
    this.#controlTypist.dispose();
    this.#control.close(new GuestError("aborted"));
    this.#output.flush();
    await this.#machine?.destroy();
    this.#machine = undefined;
  }

  async #powerOn(spec: MachineSpec, signal: AbortSignal, state?: ArrayBuffer): Promise<Machine> {
    signal.throwIfAborted();
    this.#hostname = spec.hostname;
    this.#powerOnAt = performance.now();
    this.#lastSign = this.#powerOnAt;
    this.#emit({ type: "power-on" });
    if (!state) this.#phases = new BootPhases((phase, atMs) => this.#emit({ type: "phase", phase, atMs }));
    const machine = await Machine.create(
      spec,
      {
        firmware: (byte) => this.#firmware(byte),
        console: (byte) => this.#console(byte),
        control: (byte) => this.#controlByte(byte),
      },
      state,
    );
    this.#machine = machine;
    signal.throwIfAborted();
    const governor = new JitGovernor();
    this.#governing = setInterval(() => machine.setJit(governor.look(machine.instructions())), LOOK_EVERY_MS);
    return machine;
  }

  /** Runs `begin` and waits for a prompt, for the machine's end, for too long a silence, or for an abort. */
  #life(signal: AbortSignal, begin: (prompted: Prompted) => void): Promise<string> {
    this.#lastSign = performance.now();
    return new Promise((resolve, reject) => {
      const done = () => {
        clearInterval(watch);
        signal.removeEventListener("abort", aborted);
        this.#onPrompt = undefined;
        this.#onDeath = undefined;
      };
      const fail = (error: GuestError) => {
        done();
        reject(error);
      };
      const aborted = () => fail(new GuestError("aborted"));
      const watch = setInterval(() => {
        if (performance.now() - this.#lastSign > SILENCE_MS) fail(new GuestError("no-prompt", this.#line));
      }, 1_000);
      signal.addEventListener("abort", aborted, { once: true });
      this.#onDeath = fail;
      begin((hostname) => {
        done();
        resolve(hostname);
      });
    });
  }

  /** A container that was just stopped leaves the terminal a moment later: the host's prompt has that long. */
  async #atOwnPrompt(signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + PROMPT_RETURNS_MS;
    while (promptIn(this.#line) !== this.#hostname) {
      if (signal.aborted) throw new GuestError("aborted");
      if (performance.now() > deadline) throw new GuestError("busy");
      await new Promise((resolve) => setTimeout(resolve, PROMPT_RETURNS_MS / 100));
    }
  }

  /** Types a line and waits for its echo, but does not enter it. */
  async #typeAhead(line: string, signal: AbortSignal): Promise<void> {
    await this.send(`${ERASE_LINE}${line}`);
    do {
      if (signal.aborted) throw new GuestError("aborted");
      await new Promise((resolve) => setTimeout(resolve, ECHO_QUIET_MS));
    } while (performance.now() - this.#lastByte < ECHO_QUIET_MS);
  }

  #console(byte: number): void {
    this.#lastByte = performance.now();
    if (byte === XOFF || byte === XON) {
      this.#typist.flow(byte === XOFF);
      return;
    }
    this.#output.add(byte);
    this.#line += String.fromCharCode(byte);
    if (byte === NEWLINE) this.#lineEnded();
    else if (byte === SPACE) this.#lookForPrompt();
  }

  #lineEnded(): void {
    const line = this.#line;
    this.#line = "";
    this.#lastSign = performance.now();
    this.#phases?.consoleLine(line, this.#now());
    for (const [pattern, reason] of LAST_WORDS) if (pattern.test(line)) this.#died(reason, line);
  }

  #lookForPrompt(): void {
    const hostname = promptIn(this.#line);
    if (hostname === null) return;
    this.#output.flush();
    this.#onPrompt?.(hostname);
  }

  #firmware(byte: number): void {
    this.#firmwareLine += String.fromCharCode(byte);
    if (byte !== NEWLINE) return;
    const line = this.#firmwareLine;
    this.#firmwareLine = "";
    this.#lastSign = performance.now();
    this.#phases?.firmwareLine(line, this.#now());
    if (!FIRMWARE_NOISE.test(line)) this.#output.addText(`${DIM}${line.trimEnd()}${PLAIN}\r\n`);
  }

  #controlByte(byte: number): void {
    this.#controlLine += String.fromCharCode(byte);
    if (byte !== NEWLINE) return;
    const line = this.#controlLine;
    this.#controlLine = "";
    this.#control.take(line);
  }

  #heard(event: ControlEvent): void {
    if (event.name === "hello") this.#agentIsUp();
    this.#start?.heard(event, this.#now());
    this.#emit({ type: "control", event });
  }

  #died(reason: "power-off" | "reboot" | "panic", line: string): void {
    this.#output.flush();
    this.#emit({ type: "exit", reason });
    this.#onDeath?.(new GuestError(reason === "panic" ? "kernel-panic" : "powered-off", line));
  }

  #typistFor(port: 0 | 1): Typist {
    return new Typist({
      feed: (bytes) => this.#machine?.feed(port, bytes),
      unread: () => this.#machine?.unread(port) ?? 0,
    });
  }

  #running(): Machine {
    if (!this.#machine) throw new GuestError("aborted", "the machine is off");
    return this.#machine;
  }

  #now(): number {
    return performance.now() - this.#powerOnAt;
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
