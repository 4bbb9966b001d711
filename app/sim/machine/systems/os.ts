/** What the catalogue says of an operating system. */
import type { Cost } from "../../costs/cost";
import type { Architecture, KernelFamily } from "../../kernel/kernel";

/** A process that a system starts at boot below its init, or that init itself. */
export interface ServiceSpec {
  readonly name: string;
  readonly argv: readonly string[];
  /** Bytes of memory that it holds. */
  readonly bytes: number;
}

/** How a system starts and watches its services. */
export type InitKind = "systemd" | "openrc" | "windows" | "launchd";

/** An operating system as it comes: a kernel, and a userland on top of it. */
export interface OsSpec {
  /** `ubuntu-24.04`. */
  readonly key: string;
  /** `Ubuntu 24.04 LTS`. */
  readonly label: string;
  /** `ubuntu`, `debian`, `alpine`, `centos`, `rhel`, `rocky`, `fedora`, `windows`, `macos`. */
  readonly distribution: string;
  readonly version: string;
  readonly family: KernelFamily;
  /** As `uname -r` shows it. */
  readonly release: string;
  readonly archs: readonly Architecture[];
  readonly kernelDiskBytes: number;
  readonly userlandDiskBytes: number;
  /** Memory that the kernel keeps for itself. */
  readonly kernelBytes: number;
  /** Least memory of a machine that it boots on. */
  readonly minMemoryBytes: number;
  /** How long its boot takes from the kernel on, against a server distribution's. */
  readonly bootFactor: number;
  readonly initKind: InitKind;
  readonly init: ServiceSpec;
  readonly services: readonly ServiceSpec[];
  /** `apt`, `apk`, `dnf`, `winget`, `softwareupdate`. */
  readonly packageManager: string;
}

/** A process of the catalogue: its command line, and the cost that holds its memory. */
export function service(command: string, memory: Cost, name?: string): ServiceSpec {
  const argv = command.split(" ");
  const program = argv[0] ?? command;
  return { name: name ?? program.slice(program.lastIndexOf("/") + 1), argv, bytes: memory.value };
}
