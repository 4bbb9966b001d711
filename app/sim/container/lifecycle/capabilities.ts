/** Capabilities: which parts of root's power a container has. */
import { ok, type Result, refuse } from "../../core/result";
import type { ContainerSpec } from "../tables";

/** Names without `CAP_`, in the order of their bits (linux/capability.h). */
const NAMES =
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE".split(
    " ",
  );
const DEFAULT =
  "CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE NET_RAW SYS_CHROOT MKNOD AUDIT_WRITE SETFCAP".split(
    " ",
  );
const HEX = 16;
const DIGITS = 16;

function mask(names: ReadonlySet<string>): string {
  let bits = 0n;
  for (const [bit, name] of NAMES.entries()) if (names.has(name)) bits |= 1n << BigInt(bit);
  return bits.toString(HEX).padStart(DIGITS, "0");
}

function nameOf(given: string): string {
  const upper = given.toUpperCase();
  return upper.startsWith("CAP_") ? upper.slice("CAP_".length) : upper;
}

/** The mask of a container's first process as in CapEff of root. Refused (`bad-capability`): an unknown name. */
export function capabilitiesOf(
  spec: Pick<ContainerSpec, "privileged" | "capAdd" | "capDrop">,
): Result<string> {
  const add = spec.capAdd.map(nameOf);
  const drop = spec.capDrop.map(nameOf);
  for (const name of [...add, ...drop])
    if (name !== "ALL" && !NAMES.includes(name))
      return refuse(
        "bad-capability",
        `invalid CapAdd or CapDrop: unknown capability: "CAP_${name}"`,
        "the kernel has no capability of that name",
        "Names are as in capabilities(7), with or without CAP_; ALL stands for all",
      );
  if (spec.privileged) return ok(mask(new Set(NAMES)));
  const held = new Set(add.includes("ALL") ? NAMES : drop.includes("ALL") ? [] : DEFAULT);
  for (const name of add) held.add(name);
  for (const name of drop) held.delete(name);
  return ok(mask(held));
}
