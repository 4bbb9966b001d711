import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["app/**/*.test.{ts,tsx}", "guest/build/**/*.test.ts", "tools/**/*.test.ts", "cli/**/*.test.ts"],
    environment: "node",
    // Only what hangs fails for its time: a busy machine may be ten times slower than a quiet one.
    testTimeout: 120_000,
  },
});
