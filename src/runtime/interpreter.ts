/**
 * The interpreter that runs code, and what it must see to start. It is asked for its own
 * paths, because the one on PATH may be a version manager's script or a virtual
 * environment's link.
 */
import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Fault } from "../document/fault.js";
import { ownMachine, readElf } from "./elf.js";
import type { Language } from "./model.js";
import { ask } from "./processes.js";

export interface Interpreter {
  readonly language: Language;
  /** Started as this path: a virtual environment is known by it. */
  readonly program: string;
  /** Links between `program` and `file`, each with the absolute path that it leads to. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
  /** The program itself. */
  readonly file: string;
  /** The loader that the kernel starts it with; undefined for a static program. */
  readonly loader: string | undefined;
  /** Folders with its modules and libraries, and files such as `pyvenv.cfg`. */
  readonly needs: readonly string[];
  /** `[3, 11, 2]` */
  readonly version: readonly number[];
}

interface Answers {
  readonly program: string;
  readonly version: readonly number[];
  readonly prefixes: readonly string[];
  readonly maps: readonly string[];
  readonly freeThreaded?: boolean;
}

const PYTHON_QUESTION = `
import json, sys, sysconfig
maps = set()
try:
    with open("/proc/self/maps") as file:
        maps = {line.split(None, 5)[5].rstrip() for line in file if "/" in line}
except OSError:
    pass
print(json.dumps({
    "program": sys.executable,
    "version": list(sys.version_info[:3]),
    "prefixes": sorted({sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}),
    "maps": sorted(maps),
    "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
}))
`;

const NODE_QUESTION = `
const maps = require("fs").readFileSync("/proc/self/maps", "utf8");
console.log(JSON.stringify({
  program: process.execPath,
  version: process.versions.node.split(".").map(Number),
  prefixes: [],
  maps: [...new Set(maps.split("\\n").map((line) => line.split(/ +/).slice(5).join(" ")).filter((path) => path.startsWith("/")))],
}));
`;

const LANGUAGES = {
  python3: {
    command: "python3",
    variable: "PYTHON_PATH",
    // Isolated from PYTHON* variables and the user's own packages, as its runs will be.
    args: ["-Es", "-c", PYTHON_QUESTION],
    oldest: [3, 7],
  },
  nodejs: {
    command: "node",
    variable: "NODEJS_PATH",
    args: ["-e", NODE_QUESTION],
    oldest: [20, 10],
  },
} as const satisfies Record<Language, object>;

const known = new Map<string, Promise<Interpreter>>();

/**
 * The interpreter for `language`: `configured`, else PYTHON_PATH or NODEJS_PATH, else the
 * one on PATH. Asked once. Rejects with a `Fault` where it is missing or broken.
 */
export function findInterpreter(
  language: Language,
  configured: string | undefined,
): Promise<Interpreter> {
  const { command, variable } = LANGUAGES[language];
  const fromEnvironment = process.env[variable];
  const named =
    configured ??
    (fromEnvironment === undefined || fromEnvironment === ""
      ? command
      : fromEnvironment);
  const key = `${language} ${named} ${process.env["PATH"] ?? ""}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const asked = askInterpreter(language, named);
  known.set(key, asked);
  // One that is missing now may be installed later.
  asked.catch(() => known.delete(key));
  return asked;
}

async function askInterpreter(
  language: Language,
  named: string,
): Promise<Interpreter> {
  const answers = await answersOf(language, named);
  const { oldest } = LANGUAGES[language];
  const [major = 0, minor = 0] = answers.version;
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    throw broken(
      language,
      named,
      `is version ${answers.version.join(".")}, and ${oldest.join(".")} or newer is needed`,
    );
  if (answers.freeThreaded === true)
    throw broken(
      language,
      named,
      "is a free-threaded build, which has no stable ABI to load the run filter by",
    );
  const { file, links } = followLinks(answers.program);
  const elf = readElf(file);
  if (elf === undefined)
    throw broken(language, named, `is ${file}, which is no 64-bit ELF program`);
  const machine = ownMachine[process.arch];
  if (elf.machine !== machine)
    throw broken(
      language,
      named,
      `is ${file}, a program for another machine (ELF machine ${elf.machine}, and this one is ${machine ?? "unknown"})`,
    );
  return {
    language,
    program: realFolder(answers.program),
    links,
    file,
    loader: elf.loader,
    needs: [...new Set(needsOf(answers))],
    version: answers.version,
  };
}

async function answersOf(language: Language, named: string): Promise<Answers> {
  let stdout: string;
  try {
    ({ stdout } = await ask(named, LANGUAGES[language].args));
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw missing(language, named, error);
    const said = (stderr ?? "").trim().split("\n").at(-1) ?? "";
    const words = said === "" && code === undefined ? messageOf(error) : said;
    throw broken(
      language,
      named,
      code === "EACCES"
        ? "may not be started by this user"
        : `does not answer${words === "" ? "" : `: ${words}`}`,
      error,
    );
  }
  try {
    // A version manager may print something of its own before.
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Answers;
  } catch (error) {
    throw broken(
      language,
      named,
      "answers with something else than paths",
      error,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The folders below its prefixes that hold modules and libraries, never a whole prefix. */
function* needsOf({ prefixes, maps }: Answers): Generator<string> {
  for (const prefix of prefixes) {
    for (const part of ["lib", "lib64", "pyvenv.cfg"]) yield join(prefix, part);
  }
  for (const file of maps) {
    if (/\.so(\.|$)/.test(basename(file))) yield dirname(file);
  }
}

/** `path` with the links in its folder resolved, and not the one that it may be itself. */
function realFolder(path: string): string {
  return join(realpathSync(dirname(path)), basename(path));
}

function followLinks(program: string): Pick<Interpreter, "file" | "links"> {
  const links: { path: string; target: string }[] = [];
  let path = realFolder(program);
  // realpath() has refused loops already.
  while (lstatSync(path).isSymbolicLink()) {
    const target = realFolder(resolve(dirname(path), readlinkSync(path)));
    links.push({ path, target });
    path = target;
  }
  return { file: path, links };
}

function missing(language: Language, named: string, cause: unknown): Fault {
  const { variable, command } = LANGUAGES[language];
  return new Fault("no-interpreter", `there is no interpreter ${named}`, {
    hint: `install ${command}, or name one in ${variable}`,
    cause,
  });
}

function broken(
  language: Language,
  named: string,
  what: string,
  cause?: unknown,
): Fault {
  return new Fault("broken-interpreter", `the interpreter ${named} ${what}`, {
    hint: `name another in ${LANGUAGES[language].variable}`,
    cause,
  });
}
