/** Facts of the Linux interface to files: modes, bits, lengths and devices. */

/** Permission bits that one class of users needs: to read, to write, to execute or search. */
export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

/** Where the bits of the owner and of the group stand in a mode. */
export const OWNER_SHIFT = 6;
export const GROUP_SHIFT = 3;

/** The three execute bits of a mode. */
export const ANY_EXECUTE = 0o111;

/** In a directory with this bit only the owner of a file, or of the directory, may remove or rename it. */
export const STICKY = 0o1000;

/** All bits that `chmod` sets. */
export const MODE_BITS = 0o7777;

/** Modes of what is made without one. */
export const DIRECTORY_MODE = 0o755;
export const FILE_MODE = 0o644;
export const PROGRAM_MODE = 0o755;
export const LINK_MODE = 0o777;
export const DEVICE_MODE = 0o666;
export const SHARED_DIRECTORY_MODE = 0o1777;
/** Directories that show the kernel's own state. */
export const KERNEL_DIRECTORY_MODE = 0o555;

/** Symbolic links that are followed for one path. */
export const MAX_LINKS = 40;

/** Longest name and longest path, bytes. */
export const MAX_NAME = 255;
export const MAX_PATH = 4096;

/** Devices that every system has, by name: kind `1:3` is character device 1, 3. */
export const DEVICES = {
  null: "1:3",
  zero: "1:5",
  full: "1:7",
  random: "1:8",
  urandom: "1:9",
  tty: "5:0",
} as const;

/** The file systems that a system mounts over its root when it starts, in this order. */
export const SYSTEM_MOUNTS = [
  { path: "/proc", type: "proc", source: "proc", options: "nosuid,nodev,noexec,relatime" },
  { path: "/sys", type: "sysfs", source: "sysfs", options: "nosuid,nodev,noexec,relatime" },
  { path: "/sys/fs/cgroup", type: "cgroup2", source: "cgroup2", options: "nosuid,nodev,noexec,relatime" },
  { path: "/dev", type: "devtmpfs", source: "udev", options: "nosuid,relatime" },
  { path: "/dev/pts", type: "devpts", source: "devpts", options: "nosuid,noexec,relatime" },
  { path: "/run", type: "tmpfs", source: "tmpfs", options: "nosuid,nodev,relatime" },
  { path: "/tmp", type: "tmpfs", source: "tmpfs", options: "nosuid,nodev,relatime" },
] as const;
