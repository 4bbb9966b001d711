/** Loads guest images over HTTP: compressed, with progress, checked against the manifest, each once per page. */
import { GuestError } from "./errors";
import { entriesFor, entryOf, type Manifest, type ManifestEntry, parseManifest, rolesOf } from "./manifest";
import { EMULATOR_FILE } from "./profiles";
import type { BootProfile, DownloadProgress, ImageSet } from "./protocol";
import { sha256 } from "./sha256";

type Chunk = Uint8Array<ArrayBuffer>;

/** The first bytes of every gzip file (RFC 1952). */
const GZIP_MAGIC = [0x1f, 0x8b];

type OnProgress = (progress: DownloadProgress) => void;

/** What a machine of a profile is made from. The buffers are the caller's own. */
export interface MachineParts {
  wasm: WebAssembly.Module;
  files: ImageSet;
}

interface Load {
  bytes: Promise<ArrayBuffer>;
  loadedBytes: number;
  listeners: Set<() => void>;
}

/** The image folder of one server. A file that failed to load is fetched anew when asked for again. */
export class ImageStore {
  readonly #base: string;
  readonly #loads = new Map<string, Load>();
  #manifest: Promise<Manifest> | undefined;
  #module: Promise<WebAssembly.Module> | undefined;

  /** @param base URL of the image folder, with a slash at its end. */
  constructor(base: string) {
    this.#base = base;
  }

  /** The manifest. @throws {GuestError} `images-missing` when there is none, `image-corrupt` when it is unreadable. */
  manifest(): Promise<Manifest> {
    this.#manifest ??= this.#fetchManifest().catch((error) => {
      this.#manifest = undefined;
      throw error;
    });
    return this.#manifest;
  }

  /**
   * Everything that a boot of `profile` needs; files that are here already are not fetched again.
   *
   * @throws {GuestError} `no-webassembly`, `images-missing`, `download-failed`, `image-corrupt`, or `aborted`.
   */
  async parts(profile: BootProfile, onProgress: OnProgress, signal: AbortSignal): Promise<MachineParts> {
    if (typeof WebAssembly !== "object") throw new GuestError("no-webassembly");
    const manifest = await this.manifest();
    const entries = entriesFor(manifest, profile);
    const totalBytes = entries.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
    const report = () => {
      const loadedBytes = entries.reduce(
        (sum, { file }) => sum + (this.#loads.get(file)?.loadedBytes ?? 0),
        0,
      );
      onProgress({ loadedBytes, totalBytes });
    };
    const loads = entries.map((entry) => this.#load(entry));
    for (const { listeners } of loads) listeners.add(report);
    try {
      const whole = Promise.all(loads.map(({ bytes }) => bytes));
      const files: ImageSet = {};
      await unlessAborted(whole, signal);
      for (const [role, file] of rolesOf(profile))
        files[role] = (await this.#load(entryOf(manifest, file)).bytes).slice(0);
      this.#module ??= this.#load(entryOf(manifest, EMULATOR_FILE)).bytes.then((bytes) =>
        WebAssembly.compile(bytes),
      );
      return { wasm: await unlessAborted(this.#module, signal), files };
    } finally {
      for (const { listeners } of loads) listeners.delete(report);
    }
  }

  /** Forgets the manifest and every file, so that the next boot fetches them anew. */
  forget(): void {
    this.#manifest = undefined;
    this.#module = undefined;
    this.#loads.clear();
  }

  #load(entry: ManifestEntry): Load {
    const known = this.#loads.get(entry.file);
    if (known) return known;
    const load: Load = { bytes: Promise.reject(), loadedBytes: 0, listeners: new Set() };
    load.bytes.catch(() => {});
    load.bytes = this.#fetch(entry, (loadedBytes) => {
      load.loadedBytes = loadedBytes;
      for (const listener of load.listeners) listener();
    });
    load.bytes.catch(() => {
      this.#loads.delete(entry.file);
      if (entry.file === EMULATOR_FILE) this.#module = undefined;
    });
    this.#loads.set(entry.file, load);
    return load;
  }

  async #fetchManifest(): Promise<Manifest> {
    const response = await request(`${this.#base}manifest.json`);
    const text = await response.text();
    // A server that answers every path with the page has no image folder.
    if (text.trimStart().startsWith("<"))
      throw new GuestError("images-missing", "manifest.json is a web page");
    try {
      return parseManifest(JSON.parse(text));
    } catch (error) {
      throw new GuestError("image-corrupt", error instanceof Error ? error.message : String(error));
    }
  }

  async #fetch(entry: ManifestEntry, onBytes: (loaded: number) => void): Promise<ArrayBuffer> {
    const response = await request(`${this.#base}${entry.file}.gz?${entry.sha256.slice(0, 16)}`);
    if (!response.body) throw new GuestError("download-failed", `${entry.file}: no body`);
    let loaded = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Chunk, Chunk>({
        transform(chunk, controller) {
          loaded += chunk.byteLength;
          onBytes(Math.min(loaded, entry.gzipBytes));
          controller.enqueue(chunk);
        },
      }),
    );
    let bytes: ArrayBuffer;
    try {
      bytes = await new Response(await decompressed(counted)).arrayBuffer();
    } catch (error) {
      const detail = `${entry.file}: ${error instanceof Error ? error.message : String(error)}`;
      throw new GuestError(loaded === entry.gzipBytes ? "image-corrupt" : "download-failed", detail);
    }
    if (bytes.byteLength !== entry.bytes || (await sha256(bytes)) !== entry.sha256)
      throw new GuestError("image-corrupt", `${entry.file}: checksum differs from the manifest`);
    return bytes;
  }
}

/**
 * The contents of a gzip file. Some servers declare `.gz` files as gzip-encoded, and the browser has then unpacked
 * them already: the first bytes tell.
 */
async function decompressed(stream: ReadableStream<Chunk>): Promise<ReadableStream<Chunk>> {
  const reader = stream.getReader();
  const { value: first } = await reader.read();
  const whole = new ReadableStream<Chunk>({
    start(controller) {
      if (first) controller.enqueue(first);
      else controller.close();
    },
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const isGzip = GZIP_MAGIC.every((byte, at) => first?.[at] === byte);
  return isGzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}

async function request(url: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache: url.endsWith("manifest.json") ? "no-cache" : "default" });
  } catch (error) {
    throw new GuestError("download-failed", error instanceof Error ? error.message : String(error));
  }
  if (response.status === 404) throw new GuestError("images-missing", url);
  if (!response.ok) throw new GuestError("download-failed", `${url}: HTTP ${response.status}`);
  return response;
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(new GuestError("aborted"));
  return new Promise((resolve, reject) => {
    const abort = () => reject(new GuestError("aborted"));
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
