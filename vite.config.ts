import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { PROGRESS_URL, readProgress } from "./tools/images-progress.mjs";
import { precompress } from "./tools/precompress.mjs";

/** The dev server tells the page how far the image build is, as the production server does. */
function imagesProgress(): Plugin {
  return {
    name: "images-progress",
    configureServer(server) {
      server.middlewares.use(PROGRESS_URL, async (_request, response) => {
        const progress = await readProgress();
        response.statusCode = progress ? 200 : 404;
        response.setHeader("Content-Type", "application/json");
        response.end(progress ?? "{}");
      });
    },
  };
}

/** Workers are named after their rooms, so that one can tell them apart: each has a size budget of its own. */
function workerFile({ facadeModuleId }: { facadeModuleId?: string | null }): string {
  return `assets/${facadeModuleId?.includes("/worlds/") ? "worlds" : "guest"}-[hash].js`;
}

export default defineConfig({
  plugins: [react(), imagesProgress(), precompress()],
  worker: {
    format: "es",
    rolldownOptions: {
      output: { entryFileNames: workerFile },
    },
  },
  // Loaded late by the page: found early, so that the dev server need not reload it.
  optimizeDeps: { include: ["v86", "@xterm/xterm", "@xterm/addon-fit", "@xterm/addon-web-links"] },
  build: {
    target: "es2022",
    // The Content-Security-Policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    // The page takes lists of choices from the engine, which lives in its worker: what it does not use stays there.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !id.includes("/app/sim/") } },
  },
});
