/** Serves the built app: static files, security headers, and the progress of an image build under way. */
import http from "node:http";
import path from "node:path";
import sirv from "sirv";
import { PROGRESS_URL, readProgress } from "./images-progress.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");

/**
 * What the page may do. `wasm-unsafe-eval` is for the emulator, `blob:` workers for its timer; its just-in-time
 * compiler makes WebAssembly, never JavaScript. Nothing comes from other hosts.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
};

/** For files whose address changes with their content. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** @param {http.ServerResponse} response */
function secure(response) {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
}

/**
 * Starts the server.
 *
 * @param {object} [options]
 * @param {number} [options.port] 0 picks a free one
 * @param {string} [options.dist] the built app
 * @param {string} [options.images] the image folder; it wins over the copy in `dist`, which may be older
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve({
  port = 0,
  dist = path.join(ROOT, "dist"),
  images = path.join(ROOT, "public/images"),
} = {}) {
  // `dev` reads the folder at each request: the images may appear while the server runs.
  const serveImages = sirv(images, {
    dev: true,
    etag: true,
    setHeaders: (response, pathname) => {
      secure(response);
      if (!pathname.endsWith(".gz")) return;
      // The page unpacks these files itself, and asks for them by their checksum.
      response.setHeader("Content-Encoding", "identity");
      response.setHeader("Content-Type", "application/gzip");
      response.setHeader("Cache-Control", FOR_EVER);
    },
  });
  const serveApp = sirv(dist, {
    brotli: true,
    gzip: true,
    etag: true,
    single: true,
    setHeaders: (response, pathname) => {
      secure(response);
      response.setHeader("Cache-Control", pathname.startsWith("/assets/") ? FOR_EVER : "no-cache");
    },
  });
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === PROGRESS_URL) return void sendProgress(response);
    if (!url.pathname.startsWith("/images/")) return serveApp(request, response, () => notFound(response));
    request.url = url.pathname.slice("/images".length) + url.search;
    return serveImages(request, response, () => notFound(response));
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve(undefined));
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {http.ServerResponse} response
 */
async function sendProgress(response) {
  secure(response);
  const progress = await readProgress();
  if (progress === null) return notFound(response);
  response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(progress);
}

/**
 * @param {http.ServerResponse} response
 */
function notFound(response) {
  secure(response);
  response.writeHead(404, { "Content-Type": "text/plain" }).end("Not found\n");
}
