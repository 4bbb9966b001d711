/** Makes an image that an emulator with Multiboot boots without any firmware: the kernel plus a small stub. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { kernelDir } from "./paths.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {object} Segment a part of memory that a loader fills
 * @property {number} address physical
 * @property {number} memoryBytes what it takes in memory; beyond the data it is zero
 * @property {Buffer} data
 */

/** Where the stub is loaded: free low memory, above what a PC's firmware and the stub's own data use. */
const stubAddress = 0x8000;

/** The stub ends with three words for us to fill in: kernel entry, initramfs address, initramfs length. */
const stubEntryFromEnd = 12;

/** ELF32, System V gABI: offsets of the header fields used here, and of a program header's. */
const elf = {
  type: 16,
  machine: 18,
  version: 20,
  entry: 24,
  phoff: 28,
  ehsize: 40,
  phentsize: 42,
  phnum: 44,
  shentsize: 46,
};
const phdr = { type: 0, offset: 4, vaddr: 8, paddr: 12, filesz: 16, memsz: 20, flags: 24, align: 28 };
const headerBytes = 52;
const programHeaderBytes = 32;
const loadable = 1;

/** Multiboot 1: a magic, flags and a checksum, 4-byte aligned within the first 8 KiB. */
const multiboot = { offset: 448, magic: 0x1badb002, flags: 2 };
const firstSegmentOffset = 512;

/**
 * @param {Buffer} file an ELF32 executable
 * @returns {{ entry: number, segments: Segment[] }}
 */
export function readElf(file) {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 1) throw new Error("not a 32-bit ELF file");
  /** @type {Segment[]} */
  const segments = [];
  for (let i = 0; i < file.readUInt16LE(elf.phnum); i += 1) {
    const at = file.readUInt32LE(elf.phoff) + programHeaderBytes * i;
    const memoryBytes = file.readUInt32LE(at + phdr.memsz);
    if (file.readUInt32LE(at + phdr.type) !== loadable || memoryBytes === 0) continue;
    const offset = file.readUInt32LE(at + phdr.offset);
    const data = file.subarray(offset, offset + file.readUInt32LE(at + phdr.filesz));
    segments.push({ address: file.readUInt32LE(at + phdr.paddr), memoryBytes, data });
  }
  return { entry: file.readUInt32LE(elf.entry), segments };
}

/**
 * @param {number} entry
 * @param {Segment[]} segments
 * @returns {Buffer} an ELF32 executable with a Multiboot header
 */
export function writeElf(entry, segments) {
  const header = Buffer.alloc(firstSegmentOffset);
  if (headerBytes + programHeaderBytes * segments.length > multiboot.offset)
    throw new Error("too many segments");
  header.write("\x7fELF\x01\x01\x01", "latin1");
  header.writeUInt16LE(2, elf.type); // executable
  header.writeUInt16LE(3, elf.machine); // i386
  header.writeUInt32LE(1, elf.version);
  header.writeUInt32LE(entry, elf.entry);
  header.writeUInt32LE(headerBytes, elf.phoff);
  header.writeUInt16LE(headerBytes, elf.ehsize);
  header.writeUInt16LE(programHeaderBytes, elf.phentsize);
  header.writeUInt16LE(segments.length, elf.phnum);
  header.writeUInt16LE(40, elf.shentsize);
  let offset = firstSegmentOffset;
  segments.forEach(({ address, memoryBytes, data }, index) => {
    const at = headerBytes + programHeaderBytes * index;
    header.writeUInt32LE(loadable, at + phdr.type);
    header.writeUInt32LE(offset, at + phdr.offset);
    header.writeUInt32LE(address, at + phdr.vaddr);
    header.writeUInt32LE(address, at + phdr.paddr);
    header.writeUInt32LE(data.length, at + phdr.filesz);
    header.writeUInt32LE(memoryBytes, at + phdr.memsz);
    header.writeUInt32LE(7, at + phdr.flags); // read, write, execute
    header.writeUInt32LE(1, at + phdr.align);
    offset += data.length;
  });
  header.writeUInt32LE(multiboot.magic, multiboot.offset);
  header.writeUInt32LE(multiboot.flags, multiboot.offset + 4);
  header.writeInt32LE(-(multiboot.magic + multiboot.flags) | 0, multiboot.offset + 8);
  return Buffer.concat([header, ...segments.map(({ data }) => data)]);
}

/**
 * @param {Buffer} vmlinux
 * @param {Buffer} stub assembled flat binary
 * @returns {Buffer} the kernel, entered through the stub
 */
export function packKernel(vmlinux, stub) {
  const kernel = readElf(vmlinux);
  const data = Buffer.from(stub);
  data.writeUInt32LE(kernel.entry, data.length - stubEntryFromEnd);
  return writeElf(stubAddress, [
    { address: stubAddress, memoryBytes: data.length, data },
    ...kernel.segments,
  ]);
}

/**
 * @param {string} vmlinuxFile
 * @param {string} outFile
 * @param {string} workDir
 * @param {import("./run.mjs").RunOptions} options
 */
export async function packMicrovm(vmlinuxFile, outFile, workDir, options) {
  const object = path.join(workDir, "stub.o");
  const binary = path.join(workDir, "stub.bin");
  await run("as", ["--32", "-o", object, path.join(kernelDir, "stub.S")], options);
  const place = ["-m", "elf_i386", "-Ttext", `0x${stubAddress.toString(16)}`, "-e", "_start"];
  await run("ld", [...place, "--oformat", "binary", "-o", binary, object], options);
  writeFileSync(outFile, packKernel(readFileSync(vmlinuxFile), readFileSync(binary)));
}
