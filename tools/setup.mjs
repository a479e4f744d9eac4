/**
 * What this machine lacks for building callgate, and the installation of its packages.
 * Runs before anything is installed: Node's own modules only, syntax that old Nodes read.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const NODE_MAJOR = 20;

/** Whether `command` is on PATH. Starting each would cost a warm `npm start` its time. */
function has(command) {
  return (process.env.PATH || "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** One sentence for each thing that is missing, with the command that gets it. */
export function missing() {
  const sentences = [];
  const major = Number(process.versions.node.split(".")[0]);
  if (major < NODE_MAJOR) {
    sentences.push(
      `callgate needs Node.js ${NODE_MAJOR} or newer and this is ${process.version}: get it from https://nodejs.org/en/download, or with "nvm install ${NODE_MAJOR}".`,
    );
  }
  sentences.push(...missingForNative());
  return sentences;
}

/** What the native part needs: a C++ compiler, make, and the Python that node-gyp runs. */
export function missingForNative() {
  if (process.platform !== "linux") {
    return [
      `running code behind a filter needs Linux, and this is ${process.platform}: the policy half (check, compile, simulate) works here.`,
    ];
  }
  const packages = [];
  if (!has("c++") || !has("cc")) packages.push(["a C++ compiler", "g++"]);
  if (!has("make")) packages.push(["make", "make"]);
  if (!has("python3")) packages.push(["Python 3", "python3"]);
  if (packages.length === 0) return [];
  const what = packages.map(([name]) => name).join(" and ");
  const install = packages.map(([, name]) => name).join(" ");
  return [
    `callgate's native part needs ${what}: install with "sudo apt-get install -y ${install}" (Debian, Ubuntu) or your system's equivalent.`,
  ];
}

/** Prints what is missing and ends the process, or returns. */
export function requireMachine() {
  const sentences = missing();
  if (sentences.length === 0) return;
  for (const sentence of sentences) process.stderr.write(sentence + "\n");
  process.exit(1);
}

/** Installs the locked packages, unless npm has done so since the lock changed. */
export function install() {
  const lock = statSync(join(root, "package-lock.json"));
  const installed = statSync(join(root, "node_modules/.package-lock.json"), {
    throwIfNoEntry: false,
  });
  if (installed !== undefined && installed.mtimeMs >= lock.mtimeMs) return;
  process.stderr.write("installing packages\n");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    // The caller builds next: `prepare` need not.
    env: { ...process.env, CALLGATE_SKIP_PREPARE: "1" },
  });
  if (npm.error || npm.status !== 0) {
    process.stderr.write(
      'the packages could not be installed; what npm says is above. "npm ci" tries again.\n',
    );
    process.exit(1);
  }
}
