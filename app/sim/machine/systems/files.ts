/** The files of a freshly installed system: a small believable part of them by name, the rest as one file. */
import { kernelImageShare, programBytes } from "../../costs/systems";
import type { FileSpec } from "../../kernel/files/tree";
import type { OsSpec } from "./catalogue";

/** Programs of every Unix-like system that are modelled, or at least there to be found. */
const PROGRAMS = (
  "sh cat chmod chown cp date df dmesg echo env false head hostname id kill ln ls mkdir mount mv nproc ps pwd rm rmdir " +
  "sleep tail true umount uname uptime wc which whoami yes"
).split(" ");

const LINUX_PROGRAMS = "ip lsns nsenter unshare free top ping".split(" ");

const DIRECTORIES = [
  "/home",
  "/media",
  "/mnt",
  "/opt",
  "/srv",
  "/var/lib",
  "/var/tmp",
  "/usr/local/bin",
  "/usr/share",
];

/** Directories that a kernel mounts its own file systems on. */
const MOUNT_POINTS = ["/dev", "/proc", "/run", "/sys", "/tmp"];

const directory = (path: string): FileSpec => ({ path, kind: "dir" });
const link = (path: string, target: string): FileSpec => ({ path, kind: "symlink", target });
const text = (path: string, ...lines: string[]): FileSpec => ({
  path,
  content: lines.map((line) => `${line}\n`).join(""),
});

function program(path: string): FileSpec {
  return { path, size: programBytes.value, exec: path.slice(path.lastIndexOf("/") + 1) };
}

function unix(os: OsSpec, hostname: string): FileSpec[] {
  return [
    ...DIRECTORIES.map(directory),
    ...MOUNT_POINTS.map(directory),
    directory("/root"),
    text("/etc/hostname", hostname),
    text("/etc/hosts", "127.0.0.1 localhost", `127.0.1.1 ${hostname}`),
    text("/etc/passwd", "root:x:0:0:root:/root:/bin/sh", "nobody:x:65534:65534:nobody:/:/bin/false"),
    text("/etc/group", "root:x:0:", "nogroup:x:65534:"),
    text("/etc/fstab", "/dev/sda1 / ext4 defaults 0 1"),
    ...(os.family === "linux"
      ? linux(os)
      : [...PROGRAMS.map((name) => program(`/bin/${name}`)), directory("/usr/bin")]),
  ];
}

function linux(os: OsSpec): FileSpec[] {
  const merged = os.initKind === "systemd";
  const bin = merged ? "/usr/bin" : "/bin";
  return [
    text(
      "/etc/os-release",
      `PRETTY_NAME="${os.label}"`,
      `NAME="${os.label.replace(/ [\d.]+( .*)?$/, "")}"`,
      `VERSION_ID="${os.version}"`,
      `ID=${os.distribution}`,
    ),
    directory("/usr/bin"),
    directory("/usr/sbin"),
    ...(merged
      ? [link("/bin", "usr/bin"), link("/sbin", "usr/sbin"), link("/lib", "usr/lib")]
      : [directory("/sbin")]),
    ...[...PROGRAMS, ...LINUX_PROGRAMS].map((name) => program(`${bin}/${name}`)),
    { path: `/boot/vmlinuz-${os.release}`, size: Math.floor(os.kernelDiskBytes * kernelImageShare.value) },
    directory(`/usr/lib/modules/${os.release}`),
  ];
}

function windows(hostname: string): FileSpec[] {
  return [
    directory("/Program Files"),
    directory("/ProgramData"),
    directory("/Users/Public"),
    ...MOUNT_POINTS.map(directory),
    text("/Windows/System32/drivers/etc/hosts", "127.0.0.1 localhost"),
    text("/Windows/System32/config/hostname", hostname),
    ...["cmd.exe", "ntoskrnl.exe", "smss.exe", "services.exe"].map((name) => ({
      path: `/Windows/System32/${name}`,
      size: programBytes.value,
    })),
  ];
}

/** The files of a system that are there by name. */
export function baseFiles(os: OsSpec, hostname: string): FileSpec[] {
  return os.family === "nt" ? windows(hostname) : unix(os, hostname);
}

/** The file that stands for all of a system's other files. */
export function remainder(os: OsSpec, bytes: number): FileSpec {
  if (bytes < 0) throw new Error(`${os.key} is smaller than its named files`);
  const path = {
    linux: "/usr/lib/.all-other-files",
    nt: "/Windows/WinSxS/all-other-files",
    xnu: "/System/.all-other-files",
  };
  return { path: path[os.family], size: bytes };
}
