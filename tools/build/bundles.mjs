/** The bundles in `dist/`: the command line, the library, its client, and the guests' scripts. */
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { root } from "../setup.mjs";

/** Loaded when the service starts, and not before: they stay packages. */
const external = [
  "fastify",
  "@fastify/cors",
  "@fastify/swagger",
  "pino",
  "prom-client",
  "node-gyp-build",
];

export async function buildBundles() {
  const dist = join(root, "dist");
  mkdirSync(dist, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      cli: "src/cli/start.ts",
      index: "src/index.ts",
      "audit-worker": "src/server/audit/worker.ts",
    },
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external,
    chunkNames: "chunk-[hash]",
    metafile: true,
    sourcemap: true,
    sourcesContent: false,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    // Bundled CommonJS packages ask for Node's modules with `require`.
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  // One file without imports, for browsers too.
  const client = await build({
    absWorkingDir: root,
    entryPoints: { client: "src/client/index.ts" },
    metafile: true,
    outdir: "dist",
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    sourcemap: true,
    sourcesContent: false,
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "warning",
  });
  // What an earlier build left goes last: there is a whole one at every moment.
  const made = new Set(
    [metafile, client.metafile].flatMap(({ outputs }) =>
      Object.keys(outputs).map((path) => basename(path)),
    ),
  );
  for (const name of readdirSync(dist)) {
    if (/\.js(\.map)?$/.test(name) && !made.has(name))
      rmSync(join(dist, name), { force: true });
  }
  chmodSync(join(dist, "cli.js"), 0o755);
  cpSync(join(root, "src/runtime/guests"), join(dist, "guests"), {
    recursive: true,
    filter: (path) => !path.endsWith(".ts") && !path.includes("__pycache__"),
  });
}
