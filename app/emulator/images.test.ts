import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ImageStore } from "./images";
import { EMULATOR_FILE, PROFILE_FILES } from "./profiles";
import type { DownloadProgress } from "./protocol";

const never = () => new AbortController().signal;

/** A server with an image folder whose files can be spoiled. */
class Folder {
  files = new Map<string, Uint8Array>();
  requests: string[] = [];
  down = false;

  constructor(wasm: Uint8Array) {
    const contents: Record<string, Uint8Array> = { [EMULATOR_FILE]: wasm };
    for (const name of Object.values(PROFILE_FILES.microvm)) contents[name] = Buffer.from(`the ${name}`);
    const entries = Object.entries(contents).map(([file, bytes]) => {
      const gz = gzipSync(bytes);
      this.files.set(`${file}.gz`, gz);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return {
        file,
        bytes: bytes.length,
        gzipBytes: gz.length,
        sha256,
        package: "p",
        version: "1",
        licence: "MIT",
        source: "s",
      };
    });
    this.put("manifest.json", Buffer.from(JSON.stringify({ hash: "h", kernelRelease: "6.1", entries })));
  }

  put(name: string, bytes: Uint8Array) {
    this.files.set(name, bytes);
  }

  fetch = async (input: string | URL | Request): Promise<Response> => {
    const name = String(input)
      .replace(/^images\//, "")
      .replace(/\?.*/, "");
    this.requests.push(name);
    if (this.down) throw new TypeError("Failed to fetch");
    const bytes = this.files.get(name);
    return bytes ? new Response(Buffer.from(bytes)) : new Response("", { status: 404 });
  };
}

describe("ImageStore", () => {
  let folder: Folder;
  let store: ImageStore;

  beforeEach(async () => {
    const v86 = createRequire(import.meta.url).resolve("v86");
    folder = new Folder(await readFile(v86.replace("libv86.mjs", "v86.wasm")));
    vi.stubGlobal("fetch", folder.fetch);
    store = new ImageStore("images/");
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("delivers checked files and a compiled emulator, and counts bytes as they travel", async () => {
    const seen: DownloadProgress[] = [];
    const { wasm, files } = await store.parts("microvm", (progress) => seen.push(progress), never());
    expect(wasm).toBeInstanceOf(WebAssembly.Module);
    expect(new TextDecoder().decode(files.kernel)).toBe("the vmlinux.elf");
    expect(files.bios).toBeUndefined();
    const last = seen.at(-1);
    expect(last?.loadedBytes).toBe(last?.totalBytes);
    expect(seen.map(({ loadedBytes }) => loadedBytes)).toEqual(
      seen.map(({ loadedBytes }) => loadedBytes).sort((a, b) => a - b),
    );
  });

  it("fetches each file once, and gives every machine buffers of its own", async () => {
    const first = await store.parts("microvm", () => {}, never());
    const second = await store.parts("microvm", () => {}, never());
    expect(folder.requests.filter((name) => name === "initramfs.cpio.gz")).toHaveLength(1);
    expect(second.wasm).toBe(first.wasm);
    expect(second.files.kernel).not.toBe(first.files.kernel);
  });

  it("takes files that the server or the browser has unpacked already", async () => {
    for (const name of Object.values(PROFILE_FILES.microvm))
      folder.put(`${name}.gz`, Buffer.from(`the ${name}`));
    const { files } = await store.parts("microvm", () => {}, never());
    expect(new TextDecoder().decode(files.initramfs)).toBe("the initramfs.cpio");
  });

  it("refuses a file that is not what the manifest says, and fetches it anew the next time", async () => {
    const good = folder.files.get("vmlinux.elf.gz");
    folder.put("vmlinux.elf.gz", gzipSync(Buffer.from("the vmlinux.exe")));
    await expect(store.parts("microvm", () => {}, never())).rejects.toMatchObject({
      kind: "image-corrupt",
      detail: expect.stringContaining("vmlinux.elf"),
    });
    if (good) folder.put("vmlinux.elf.gz", good);
    await expect(store.parts("microvm", () => {}, never())).resolves.toBeDefined();
  });

  it("tells a file cut short from one that is there but broken", async () => {
    const whole = folder.files.get("vmlinux.elf.gz") ?? new Uint8Array();
    folder.put("vmlinux.elf.gz", whole.subarray(0, 12));
    await expect(store.parts("microvm", () => {}, never())).rejects.toMatchObject({
      kind: "download-failed",
    });
  });

  it.each([
    ["no manifest", () => folder.files.delete("manifest.json"), "images-missing"],
    [
      "a web page in its place",
      () => folder.put("manifest.json", Buffer.from("<!doctype html>")),
      "images-missing",
    ],
    ["a manifest that is not JSON", () => folder.put("manifest.json", Buffer.from("{")), "image-corrupt"],
    [
      "a manifest of another shape",
      () => folder.put("manifest.json", Buffer.from('{"hash":1}')),
      "image-corrupt",
    ],
    ["a file that is gone", () => folder.files.delete("initramfs.cpio.gz"), "images-missing"],
    ["no connection", () => Object.assign(folder, { down: true }), "download-failed"],
  ])("explains %s", async (_what, spoil, kind) => {
    spoil();
    await expect(store.parts("microvm", () => {}, never())).rejects.toMatchObject({ kind });
  });

  it("explains a browser without WebAssembly before it loads anything", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    await expect(store.parts("microvm", () => {}, never())).rejects.toMatchObject({ kind: "no-webassembly" });
    expect(folder.requests).toEqual([]);
  });

  it("stops waiting when aborted", async () => {
    const abort = new AbortController();
    const parts = store.parts("microvm", () => {}, abort.signal);
    abort.abort();
    await expect(parts).rejects.toMatchObject({ kind: "aborted" });
  });
});
