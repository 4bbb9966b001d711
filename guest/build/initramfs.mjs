// SPDX-License-Identifier: MIT
/**
 * Builds the guest's initramfs: compiles the small C programs in guest/rootfs and writes a reproducible,
 * uncompressed cpio archive ("newc"), which the kernel unpacks as its first root file system.
 *
 * Uncompressed, because unpacking gzip costs the emulated machine more instructions than all the rest of its boot.
 * Written here rather than by cpio(1), because device nodes would need root and a time stamp would change the bytes.
 */
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const defaultRootfs = path.resolve(here, "../rootfs");

/** The C programs: source in guest/rootfs, path in the guest. */
const programs = [
  { source: "init.c", target: "init" },
  { source: "agent.c", target: "usr/libexec/agent" },
  { source: "box-helper.c", target: "usr/libexec/box/helper" },
];

/** Where the layers of the container images are. The first one is also the guest's own /bin. */
const layersDir = "var/lib/box/layers";
const busyboxLayer = `${layersDir}/busybox`;

/** Directories a container's root needs as mount points, and those of the guest itself. */
const layerDirs = "bin dev etc home proc root sys tmp usr usr/bin var".split(" ");
const guestDirs = "dev etc home mnt proc root run sbin sys tmp usr usr/bin usr/sbin var".split(" ");

/** `gcc` for 32-bit programs without libc: no start files, no stack protector, nothing that needs a runtime. */
const compilerFlags = [
  ..."-m32 -march=i686 -Os -std=gnu11 -Wall -Wextra -Wno-unused-function".split(" "),
  ..."-static -nostdlib -ffreestanding -fno-pic -no-pie -fno-stack-protector -fcf-protection=none".split(" "),
  ..."-fno-asynchronous-unwind-tables -fno-ident -Wl,--build-id=none -Wl,-z,noseparate-code -s".split(" "),
];

/**
 * @typedef {object} Entry One file of the archive.
 * @property {string} name Path without a leading slash.
 * @property {number} mode File type and permissions, as in stat(2).
 * @property {Uint8Array} [data] Content of a file, target of a symbolic link.
 * @property {[number, number]} [device] Major and minor number of a device node.
 */

const type = { directory: 0o040000, device: 0o020000, file: 0o100000, symlink: 0o120000 };

/** @param {string} name @returns {Entry} */
export const directory = (name, mode = 0o755) => ({ name, mode: type.directory | mode });
/** @param {string} name @param {Uint8Array | string} content @returns {Entry} */
export const file = (name, content, mode = 0o644) => ({
  name,
  mode: type.file | mode,
  data: Buffer.from(content),
});
/** @param {string} name @param {string} target @returns {Entry} */
export const symlink = (name, target) => ({ name, mode: type.symlink | 0o777, data: Buffer.from(target) });
/** @param {string} name @param {number} major @param {number} minor @returns {Entry} */
export const characterDevice = (name, major, minor, mode = 0o600) => ({
  name,
  mode: type.device | mode,
  device: [major, minor],
});

/**
 * Encodes entries as a newc cpio archive. Same entries, same bytes: owners are root, inodes count up from 1.
 * @param {Entry[]} entries @param {number} [time] Seconds since 1970, for every file.
 * @returns {Buffer}
 */
export function encodeCpio(entries, time = 0) {
  const names = new Set();
  /** @type {Buffer[]} */
  const parts = [];
  let offset = 0;
  /** @param {Buffer} bytes */
  const push = (bytes) => {
    const padding = Buffer.alloc((4 - ((offset + bytes.length) % 4)) % 4);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  };
  [...entries, { name: "TRAILER!!!", mode: 0 }].forEach((entry, index) => {
    if (names.has(entry.name)) throw new Error(`initramfs: ${entry.name} is in the archive twice`);
    names.add(entry.name);
    const name = Buffer.from(`${entry.name}\0`);
    const data = Buffer.from(entry.data ?? []);
    const [major, minor] = entry.device ?? [0, 0];
    const links = (entry.mode & 0o170000) === type.directory ? 2 : 1;
    const header = [
      index + 1,
      entry.mode,
      0,
      0,
      links,
      time,
      data.length,
      0,
      0,
      major,
      minor,
      name.length,
      0,
    ];
    const text = `070701${header.map((n) => n.toString(16).toUpperCase().padStart(8, "0")).join("")}`;
    push(Buffer.concat([Buffer.from(text), name]));
    push(data);
  });
  const blocks = Buffer.alloc((512 - (offset % 512)) % 512);
  return Buffer.concat([...parts, blocks]);
}

/** Applets a busybox binary was built with: its own table of names, sorted, NUL-separated, from "[" on.
 * @param {Buffer} busybox @returns {Set<string>} */
export function appletsOf(busybox) {
  const start = busybox.indexOf("\0[\0[[\0");
  if (start < 0) throw new Error("initramfs: no table of applets in the busybox binary");
  const end = busybox.indexOf("\0\0", start + 1);
  return new Set(busybox.toString("latin1", start + 1, end).split("\0"));
}

/** Words of a list file, without its # comments. @param {string} text */
export const wordsOf = (text) => text.replace(/#.*/g, "").split(/\s+/).filter(Boolean);

/** Adds the directories that entries are in and nobody has listed, and puts every parent first.
 * @param {Entry[]} entries @returns {Entry[]} */
export function withParents(entries) {
  const listed = new Map(entries.map((entry) => [entry.name, entry]));
  for (const { name } of entries) {
    for (let parent = path.posix.dirname(name); parent !== "."; parent = path.posix.dirname(parent)) {
      if (!listed.has(parent)) listed.set(parent, directory(parent));
    }
  }
  return [...listed.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** All files below a directory, as archive entries. @param {string} dir @param {string} target @returns {Promise<Entry[]>} */
async function copyTree(dir, target) {
  const found = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => {
      const full = path.join(entry.path, entry.name);
      const name = path.posix.join(target, path.relative(dir, full).split(path.sep).join("/"));
      return file(name, await readFile(full));
    }),
  );
}

/** Compiles one C program and returns its bytes.
 * @param {string} source @param {string} output @param {string} nolibc Folder of the kernel's nolibc headers. */
async function compile(source, output, nolibc) {
  // A 64-bit Debian keeps the <asm/…> headers, which serve 32-bit programs too, where gcc -m32 does not look.
  const asmHeaders = ["-idirafter", "/usr/include/x86_64-linux-gnu"];
  const args = [
    ...compilerFlags,
    ...asmHeaders,
    "-include",
    path.join(nolibc, "nolibc.h"),
    "-o",
    output,
    source,
  ];
  try {
    await run("gcc", args);
  } catch (error) {
    const { code, stderr } = /** @type {{code?: unknown, stderr?: string}} */ (error);
    if (code === "ENOENT")
      throw new Error(
        "initramfs: gcc is missing. Install it (apt-get install gcc libc6-dev) and run this again.",
      );
    throw new Error(`initramfs: gcc could not compile ${path.basename(source)}:\n${stderr ?? error}`);
  }
  return readFile(output);
}

/** The guest's programs, and their sources to read in the guest.
 * @param {string} rootfsDir @param {string} workDir @param {string} nolibc @returns {Promise<Entry[]>} */
async function programEntries(rootfsDir, workDir, nolibc) {
  await mkdir(workDir, { recursive: true });
  const compiled = await Promise.all(
    programs.map(async ({ source, target }) => {
      const binary = await compile(
        path.join(rootfsDir, source),
        path.join(workDir, source.replace(/\.c$/, "")),
        nolibc,
      );
      return file(target, binary, 0o755);
    }),
  );
  const box = file("usr/local/bin/box", await readFile(path.join(rootfsDir, "box")), 0o755);
  const toRead = await Promise.all(
    ["help.txt", "box-helper.c"].map(async (name) =>
      file(`usr/share/box/${name}`, await readFile(path.join(rootfsDir, name))),
    ),
  );
  const headers = await copyTree(path.join(rootfsDir, "lib"), "usr/share/box/lib");
  return [...compiled, box, ...toRead, ...headers];
}

/** Busybox with a link per applet: the bottom layer of all images, and the guest's own /bin.
 * @param {Buffer} busybox @param {string[]} applets @returns {Entry[]} */
function busyboxEntries(busybox, applets) {
  const known = appletsOf(busybox);
  const missing = applets.filter((applet) => !known.has(applet));
  if (missing.length)
    throw new Error(`initramfs: this busybox has no ${missing.join(", ")} (see applets.txt)`);
  return [
    ...layerDirs.map((dir) => directory(`${busyboxLayer}/${dir}`, dir === "tmp" ? 0o1777 : 0o755)),
    file(`${busyboxLayer}/bin/busybox`, busybox, 0o755),
    ...applets.map((applet) => symlink(`${busyboxLayer}/bin/${applet}`, "busybox")),
    symlink("bin", `${busyboxLayer}/bin`),
  ];
}

/**
 * Builds the initramfs.
 * @param {object} options
 * @param {string} options.busybox Path of a static i386 busybox.
 * @param {string} options.nolibc The kernel source's tools/include/nolibc.
 * @param {string} [options.rootfsDir] guest/rootfs.
 * @param {string} options.outFile Where the archive goes.
 * @param {string} options.workDir For compiled programs.
 * @param {number} [options.sourceDateEpoch] Time stamp of every file, in seconds since 1970.
 * @returns {Promise<{bytes: number, files: number}>}
 */
export async function buildInitramfs({
  busybox,
  nolibc,
  rootfsDir = defaultRootfs,
  outFile,
  workDir,
  sourceDateEpoch = 0,
}) {
  const applets = wordsOf(await readFile(path.join(rootfsDir, "applets.txt"), "utf8"));
  const entries = withParents([
    ...guestDirs.map((dir) => directory(dir, dir === "tmp" ? 0o1777 : 0o755)),
    characterDevice("dev/console", 5, 1),
    ...(await programEntries(rootfsDir, workDir, nolibc)),
    ...busyboxEntries(await readFile(busybox), applets),
    ...(await copyTree(path.join(rootfsDir, "skeleton"), "")),
    ...(await copyTree(path.join(rootfsDir, "host"), "")),
    ...(await copyTree(path.join(rootfsDir, "skeleton"), busyboxLayer)),
    ...(await copyTree(path.join(rootfsDir, "layers"), layersDir)),
    ...(await copyTree(path.join(rootfsDir, "images"), "var/lib/box/images")),
  ]);
  const archive = encodeCpio(entries, sourceDateEpoch);
  await writeFile(outFile, archive);
  return { bytes: archive.length, files: entries.length };
}
