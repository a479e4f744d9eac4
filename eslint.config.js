import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "build/",
      "native/build/",
      "prebuilds/",
      "node_modules/",
      "**/*.generated.*",
      // Programs to run in a sandbox, some of them broken on purpose.
      "test/runtime/programs/",
    ],
  },
  js.configs.recommended,
  {
    files: ["src/**/*.ts", "test/**/*.ts", "tools/**/*.ts"],
    extends: [tseslint.configs.strict],
  },
  {
    // Set-up runs before anything is installed: plain JavaScript on Node's own globals.
    files: ["**/*.mjs", "**/*.cjs", "eslint.config.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        setTimeout: "readonly",
        require: "readonly",
        module: "writable",
        __dirname: "readonly",
      },
    },
  },
  // The compiler core is AssemblyScript: `asc` is its checker.
  { ignores: ["asm/**"] },
);
