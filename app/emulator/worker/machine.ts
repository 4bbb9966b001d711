/**
 * One emulated PC: the only file that knows v86. It runs in a worker of the page and, unchanged, in Node.
 *
 * v86 is pinned to one version because three things are not part of its documented interface: the wasm export
 * `set_jit_config`, the I/O port table, and the serial ports' input queues.
 */
import { V86 } from "v86";
import { GUEST_MEMORY_BYTES, kernelCommandLine, VIDEO_MEMORY_BYTES } from "../profiles";
import type { MachineSpec } from "../protocol";

/** Port of SeaBIOS's debug console; it writes there when a read answers {@link DEBUG_PORT_READY}. */
const DEBUG_PORT = 0x402;
const DEBUG_PORT_READY = 0xe9;

/** What a machine says while it runs. Bytes come one at a time, as the guest writes them. */
export interface MachineHooks {
  firmware(byte: number): void;
  /** First serial port: the console. */
  console(byte: number): void;
  /** Second serial port: the control channel. */
  control(byte: number): void;
}

type PortRead = () => number;
type PortWrite = (value: number) => void;

interface Internals {
  v86: {
    cpu: {
      io: {
        register_read(port: number, device: object, read: PortRead): void;
        register_write(port: number, device: object, write: PortWrite): void;
      };
      devices: { uart0: { input: number[] }; uart1: { input: number[] } };
    };
  };
}

interface JitExports {
  /** Setting 0 is "the just-in-time compiler is off". */
  set_jit_config(setting: number, value: number): void;
}

/** An emulated PC that has been put together and waits for {@link Machine.start}. */
export class Machine {
  readonly #emulator: V86;
  readonly #internals: Internals;
  readonly #jit: JitExports;
  #instructions = 0;
  #lastCounter = 0;

  private constructor(emulator: V86, jit: JitExports) {
    this.#emulator = emulator;
    this.#internals = emulator as unknown as Internals;
    this.#jit = jit;
  }

  /**
   * Puts a machine together. Its just-in-time compiler is off until {@link Machine.setJit}.
   *
   * @param state a saved state to start from instead of a cold boot. It must come from a machine of the same profile.
   * @throws whatever instantiating the WebAssembly or unpacking the state throws.
   */
  static async create(spec: MachineSpec, hooks: MachineHooks, state?: ArrayBuffer): Promise<Machine> {
    let jit: JitExports | undefined;
    const { kernel, initramfs, bios, vgaBios } = spec.files;
    const image = (buffer: ArrayBuffer | undefined) => (buffer ? { buffer } : undefined);
    const cold = state === undefined;
    const options = {
      wasm_fn: async (imports: WebAssembly.Imports) => {
        const { exports } = await WebAssembly.instantiate(spec.wasm, imports);
        jit = exports as unknown as JitExports;
        return exports;
      },
      memory_size: GUEST_MEMORY_BYTES,
      vga_memory_size: VIDEO_MEMORY_BYTES,
      bios: image(bios),
      vga_bios: image(vgaBios),
      multiboot: cold && spec.profile === "microvm" ? image(kernel) : undefined,
      bzimage: cold && spec.profile !== "microvm" ? image(kernel) : undefined,
      initrd: cold ? image(initramfs) : undefined,
      cmdline: kernelCommandLine(spec.hostname),
      autostart: false,
      fastboot: true,
      disable_jit: true,
      disable_keyboard: true,
      disable_mouse: true,
      disable_speaker: true,
      uart1: true,
      filesystem: {},
      net_device: { type: "none" },
    };
    const emulator = new V86(withoutUndefined(options) as ConstructorParameters<typeof V86>[0]);
    emulator.add_listener("serial0-output-byte", hooks.console);
    emulator.add_listener("serial1-output-byte", hooks.control);
    await new Promise<void>((loaded) => emulator.add_listener("emulator-loaded", () => loaded()));
    if (!jit) throw new Error("v86 did not instantiate its WebAssembly");
    const machine = new Machine(emulator, jit);
    const { io } = machine.#internals.v86.cpu;
    io.register_read(DEBUG_PORT, machine, () => DEBUG_PORT_READY);
    io.register_write(DEBUG_PORT, machine, hooks.firmware);
    if (state) await emulator.restore_state(state);
    return machine;
  }

  async start(): Promise<void> {
    await this.#emulator.run();
  }

  /** Whether code that gets hot from now on is compiled. What has been compiled stays so. */
  setJit(on: boolean): void {
    this.#jit.set_jit_config(0, on ? 0 : 1);
  }

  /**
   * Guest instructions executed so far. The emulator's own counter has 32 bits: call this at least once in every
   * four thousand million instructions (about ten seconds of hot code).
   */
  instructions(): number {
    const counter = this.#emulator.get_instruction_counter();
    this.#instructions += (counter - this.#lastCounter) >>> 0;
    this.#lastCounter = counter;
    return this.#instructions;
  }

  /** Puts bytes into the console's (0) or the control channel's (1) input queue. */
  feed(port: 0 | 1, bytes: Uint8Array): void {
    this.#emulator.serial_send_bytes(port, bytes);
  }

  /** Bytes that the guest has not yet taken from a serial port's input queue. */
  unread(port: 0 | 1): number {
    const { uart0, uart1 } = this.#internals.v86.cpu.devices;
    return (port === 0 ? uart0 : uart1).input.length;
  }

  save(): Promise<ArrayBuffer> {
    return this.#emulator.save_state();
  }

  async destroy(): Promise<void> {
    await this.#emulator.destroy();
  }
}

/** v86 takes a property that is there but undefined for one that was given. */
function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
