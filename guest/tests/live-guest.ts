/** A real guest for tests: booted in Node, with its terminal's text and its control channel at hand. */
import { ControlChannel } from "../../app/emulator/control";
import type { ControlEvent, MachineSpec } from "../../app/emulator/protocol";
import { Machine } from "../../app/emulator/worker/machine";
import { machineSpec } from "../../cli/images";

/** How often to look whether what a test waits for has come, in milliseconds. */
const LOOK_EVERY_MS = 5;

/** How long to wait for it, in milliseconds. */
const PATIENCE_MS = 30_000;

/** A booted or restored guest. {@link LiveGuest.end} it when done. */
export class LiveGuest {
  /** Everything that the console printed. */
  console = "";
  /** Everything that the control channel said, line by line. */
  readonly lines: string[] = [];
  readonly events: ControlEvent[] = [];
  readonly #control = new ControlChannel(
    (line) => this.sendControl(line),
    (event) => this.events.push(event),
  );
  #machine: Machine | undefined;
  #line = "";

  /** Boots to the host's prompt, or brings `state` back. */
  static async start(state?: ArrayBuffer): Promise<LiveGuest> {
    const guest = new LiveGuest();
    const spec: MachineSpec = await machineSpec("microvm", "host");
    guest.#machine = await Machine.create(
      spec,
      {
        firmware: () => {},
        console: (byte) => {
          guest.console += String.fromCharCode(byte);
        },
        control: (byte) => guest.#controlByte(byte),
      },
      state,
    );
    await guest.#machine.start();
    const isUp = () =>
      guest.events.some(({ name }) => name === "hello") && guest.console.includes("host:~ # ");
    if (!state) await guest.until(isUp);
    return guest;
  }

  /** Asks the control channel. */
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of a reply.
  ask(request: string): Promise<any> {
    return this.#control.ask(request);
  }

  /** Sends bytes as they are on the control channel. */
  sendControl(text: string): void {
    this.#machine?.feed(
      1,
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
  }

  /** Runs a line in the host's shell; answers what it printed and its exit status. */
  async sh(command: string): Promise<{ output: string; status: number }> {
    const from = this.console.length;
    this.type(`${command}; echo "<""$?"">"\r`);
    await this.until(() => /<\d+>\r\n/.test(this.console.slice(from)));
    const [, output = "", status = ""] =
      /^[^\n]*\n([\s\S]*?)<(\d+)>\r\n/.exec(this.console.slice(from)) ?? [];
    return { output: output.replaceAll("\r\n", "\n").trim(), status: Number(status) };
  }

  async until(come: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!come()) {
      if (Date.now() > deadline)
        throw new Error(`waited in vain; the console ends with ${this.console.slice(-200)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  save(): Promise<ArrayBuffer> {
    if (!this.#machine) throw new Error("not started");
    return this.#machine.save();
  }

  async end(): Promise<void> {
    await this.#machine?.destroy();
  }

  /** Types into the console. */
  type(text: string): void {
    this.#machine?.feed(0, new TextEncoder().encode(text));
  }

  #controlByte(byte: number): void {
    this.#line += String.fromCharCode(byte);
    if (byte !== 0x0a) return;
    this.lines.push(this.#line.trimEnd());
    this.#control.take(this.#line);
    this.#line = "";
  }
}
