import { defineConfig } from "vitest/config";

/** Tests that boot the real guest in Node; they need the guest images. */
export default defineConfig({
  test: {
    include: ["guest/tests/**/*.test.ts"],
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two guests on two cores would slow each other down.
    fileParallelism: false,
  },
});
