/**
 * Builds what has changed: the core (asc), the schema validator (ajv), the native part
 * (node-gyp), the bundles (esbuild), the types (tsc) and the shipped policies (callgate
 * itself). A step runs when one of its inputs, its own script or an output changed.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { missing, missingForNative, root } from "./setup.mjs";

/** Every step in order: what it reads, what it makes, and the script that makes it. */
const steps = [
  {
    name: "core",
    inputs: ["asm", "tools/build/core.mjs"],
    outputs: ["src/compiler/core.generated.ts"],
    run: async () => (await import("./build/core.mjs")).buildCore(),
  },
  {
    name: "validator",
    inputs: ["src/document", "tools/build/validator.mjs"],
    outputs: ["src/document/validator.generated.js"],
    run: async () => (await import("./build/validator.mjs")).buildValidator(),
  },
  {
    name: "native",
    inputs: ["native", "tools/build/native.mjs"],
    outputs: ["dist/native"],
    run: async () => (await import("./build/native.mjs")).buildNative({}),
  },
  {
    name: "bundles",
    inputs: ["src", "syscalls", "package.json", "tools/build/bundles.mjs"],
    outputs: [
      "dist/cli.js",
      "dist/index.js",
      "dist/audit-worker.js",
      "dist/client.js",
    ],
    run: async () => (await import("./build/bundles.mjs")).buildBundles(),
  },
  {
    name: "types",
    inputs: ["src", "syscalls", "asm/layout.ts", "tsconfig.json"],
    outputs: ["dist/types/src/index.d.ts", "dist/types/src/client/index.d.ts"],
    run: async () => (await import("./build/types.mjs")).buildTypes(),
  },
  {
    name: "policies",
    inputs: ["policy", "dist/cli.js", "tools/build/policies.mjs"],
    outputs: ["dist/policies"],
    run: async () => (await import("./build/policies.mjs")).buildPolicies(),
  },
];

/** Files that a build makes: never an input. */
const GENERATED = /\.generated\.|(^|\/)(build|node_modules|__pycache__)(\/|$)/;

function filesBelow(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [absolute];
  return readdirSync(absolute, { withFileTypes: true })
    .map((entry) => join(path, entry.name))
    .filter((child) => !GENERATED.test(child))
    .flatMap(filesBelow);
}

/** Changes when an input does: paths, sizes and times, and what builds them. */
function digestOf(step) {
  const digest = createHash("sha256").update(process.version);
  const lock = statSync(join(root, "package-lock.json"));
  digest.update(`${lock.size} ${lock.mtimeMs}`);
  for (const file of step.inputs.flatMap(filesBelow).sort()) {
    const { size, mtimeMs } = statSync(file);
    digest.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return digest.digest("hex");
}

/**
 * Builds what is stale. `native: false` leaves the native part out, for a machine without
 * a compiler. Throws with a sentence where a step fails.
 */
export async function build({ native = true } = {}) {
  const stamps = join(root, ".cache", "build");
  mkdirSync(stamps, { recursive: true });
  for (const step of steps) {
    if (step.name === "native" && !native) continue;
    const stamp = join(stamps, step.name);
    const fresh =
      existsSync(stamp) &&
      readFileSync(stamp, "utf8") === digestOf(step) &&
      step.outputs.every((output) => existsSync(join(root, output)));
    if (fresh) continue;
    process.stderr.write(`building ${step.name}\n`);
    await step.run();
    writeFileSync(stamp, digestOf(step));
  }
}

/** `npm run build`, and npm's `prepare` after `npm ci`. */
async function main() {
  if (process.env.CALLGATE_SKIP_PREPARE === "1") return;
  const withoutNative = missingForNative();
  const absent = missing();
  if (absent.length > withoutNative.length) {
    process.stderr.write(absent[0] + "\n");
    process.exit(1);
  }
  for (const sentence of withoutNative) process.stderr.write(sentence + "\n");
  await build({ native: withoutNative.length === 0 });
}

if (
  process.argv[1] &&
  import.meta.url === pathToFileURL(process.argv[1]).href
) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`the build failed: ${error.message}\n`);
    process.exit(1);
  }
}
