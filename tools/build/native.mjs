/**
 * The native part in `dist/native/`: the launcher, the addon, and what guests load to put
 * their run filter on. node-gyp makes them; nothing is downloaded where Node's own headers
 * are installed beside it.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { missingForNative, root } from "../setup.mjs";

/** What is built and what it is called; gyp ends every loadable module with `.node`. */
const outputs = {
  "callgate-launcher": "callgate-launcher",
  "callgate-starter": "callgate-starter",
  "callgate.node": "callgate.node",
  "guest-python.node": "guest-python.so",
  "guest-node.node": "guest-node.node",
  "callgate-zygote": "callgate-zygote",
  "zygote-python.node": "zygote-python.so",
  "zygote-node.node": "zygote-node.node",
};

/** Builds and copies. `quiet` shows the compiler's output only where it fails. Throws with a sentence. */
export async function buildNative({ quiet = true } = {}) {
  const [absent] = missingForNative();
  if (absent !== undefined) throw new Error(absent);
  const native = join(root, "native");
  const nodeGyp = createRequire(import.meta.url).resolve(
    "node-gyp/bin/node-gyp.js",
  );
  const build = spawnSync(
    process.execPath,
    [nodeGyp, "configure", "build", "--release", ...installedHeaders()],
    {
      cwd: native,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", 2, 2],
      encoding: "utf8",
    },
  );
  if (build.error) throw build.error;
  if (build.status !== 0)
    throw new Error(
      `the native part could not be compiled${quiet ? `:\n${build.stdout}${build.stderr}` : "; what the compiler says is above"}`,
    );
  const out = join(root, "dist/native");
  mkdirSync(out, { recursive: true });
  for (const [built, name] of Object.entries(outputs)) {
    // Put in place by a rename: a program that runs can't be written over.
    copyFileSync(
      join(native, "build/Release", built),
      join(out, `${name}.new`),
    );
    renameSync(join(out, `${name}.new`), join(out, name));
  }
}

/** node-gyp's option for headers that came with this Node; without them it downloads some. */
function installedHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include/node/node_api.h"))
    ? [`--nodedir=${prefix}`]
    : [];
}

if (
  process.argv[1] !== undefined &&
  import.meta.url === pathToFileURL(process.argv[1]).href
) {
  await buildNative({ quiet: false });
}
