import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Vitest would leave one of two processors idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ["test/support/temporary.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
