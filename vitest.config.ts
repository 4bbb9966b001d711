import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["app/**/*.test.{ts,tsx}", "guest/build/**/*.test.ts", "tools/**/*.test.ts", "cli/**/*.test.ts"],
    environment: "node",
  },
});
