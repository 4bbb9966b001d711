import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { precompress } from "./tools/precompress.mjs";
import { PROGRESS_FILE, PROGRESS_URL } from "./tools/progress-url.mjs";

/** The dev server tells the page how far the image build is, as the production server does. */
function imagesProgress(): Plugin {
  return {
    name: "images-progress",
    configureServer(server) {
      server.middlewares.use(PROGRESS_URL, (_request, response) => {
        response.setHeader("Content-Type", "application/json");
        try {
          response.end(readFileSync(PROGRESS_FILE));
        } catch {
          response.statusCode = 404;
          response.end("{}");
        }
      });
    },
  };
}

export default defineConfig({
  plugins: [react(), imagesProgress(), precompress()],
  worker: { format: "es", rolldownOptions: { output: { entryFileNames: "assets/guest-[hash].js" } } },
  build: {
    target: "es2022",
    // The Content-Security-Policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
});
