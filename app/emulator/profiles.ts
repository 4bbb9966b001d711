/** The boot profiles: which files each needs, and the machine they run on. */
import type { BootProfile, ImageRole } from "./protocol";

/** Guest memory in bytes. The same for every profile, so that only firmware and kernel differ. */
export const GUEST_MEMORY_BYTES = 96 * 1024 * 1024;

/** Video memory in bytes; the guest has no screen, this is the least that v86 takes. */
export const VIDEO_MEMORY_BYTES = 1024 * 1024;

/** File names in the image folder, by the part they play in a boot of each profile. */
export const PROFILE_FILES: Record<BootProfile, Partial<Record<ImageRole, string>>> = {
  general: {
    kernel: "bzImage-debian",
    initramfs: "initramfs.cpio",
    bios: "seabios.bin",
    vgaBios: "vgabios.bin",
  },
  pc: { kernel: "bzImage", initramfs: "initramfs.cpio", bios: "seabios.bin", vgaBios: "vgabios.bin" },
  microvm: { kernel: "vmlinux.elf", initramfs: "initramfs.cpio" },
};

/** The emulator's own WebAssembly, kept with the images so that it is checked and counted like them. */
export const EMULATOR_FILE = "v86.wasm";

/**
 * The kernel command line, the same for every profile.
 *
 * - `lpj`, `tsc`, `tsc_early_khz`: skip calibrating clocks against an emulated timer (about 12 million instructions).
 * - `initramfs_async=0`: unpack the initramfs in one go, so that its phase has one beginning and one end.
 * - `8250.nr_uarts=2`: the second serial port is the control channel.
 */
export function kernelCommandLine(hostname: string): string {
  return [
    "console=ttyS0",
    "loglevel=7",
    "random.trust_cpu=on",
    "lpj=1000000",
    "tsc=reliable",
    "tsc_early_khz=1000000",
    "8250.nr_uarts=2",
    "initramfs_async=0",
    `hostname=${hostname}`,
  ].join(" ");
}
