/** The bundles in `dist/`: the command line, the library, its client, and the guests' scripts. */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
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

/** Tables as text that is parsed when its module is first used: quicker than code. */
const tables = {
  name: "tables",
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      return {
        contents: `module.exports = JSON.parse(${JSON.stringify(text)});`,
        loader: "js",
      };
    });
  },
};

/** The command line has no commands that are programs of their own. */
const noPrograms = {
  name: "no-programs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /node_modules.commander./.test(importer)
        ? { path, namespace: "none" }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "" }));
  },
};

const common = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  external,
  metafile: true,
  sourcemap: true,
  sourcesContent: false,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
};

export async function buildBundles() {
  const dist = join(root, "dist");
  mkdirSync(dist, { recursive: true });
  // One script, which src/cli/start.ts runs with the code that V8 made of it before.
  const script = await build({
    ...common,
    entryPoints: { "command-line": "src/cli/main.ts" },
    entryNames: "[name]-[hash]",
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    charset: "ascii",
    banner: { js: "(function(require,module,__url){" },
    footer: { js: "return module.exports})" },
    define: { "import.meta.url": "__url" },
    // `import.meta.resolve` is for the sources alone.
    logOverride: { "empty-import-meta": "silent" },
    plugins: [tables, noPrograms],
  });
  const [commandLine] = Object.keys(script.metafile.outputs)
    .map((path) => basename(path))
    .filter((name) => name.endsWith(".cjs"));
  const { metafile } = await build({
    ...common,
    entryPoints: {
      cli: "src/cli/start.ts",
      index: "src/index.ts",
      "audit-worker": "src/server/audit/worker.ts",
    },
    splitting: true,
    format: "esm",
    chunkNames: "chunk-[hash]",
    define: { COMMAND_LINE: JSON.stringify(commandLine) },
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
    [script.metafile, metafile, client.metafile].flatMap(({ outputs }) =>
      Object.keys(outputs).map((path) => basename(path)),
    ),
  );
  for (const name of readdirSync(dist)) {
    if (/\.c?js(\.map)?$/.test(name) && !made.has(name))
      rmSync(join(dist, name), { force: true });
  }
  chmodSync(join(dist, "cli.js"), 0o755);
  cpSync(join(root, "src/runtime/guests"), join(dist, "guests"), {
    recursive: true,
    filter: (path) => !path.endsWith(".ts") && !path.includes("__pycache__"),
  });
}
