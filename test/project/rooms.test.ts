/** The room table of docs/architecture.md, held: imports go one way, and each power has one holder. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What each room may import: rooms by folder, packages by name. Node's own modules are "node:". */
const rooms: Readonly<Record<string, readonly string[]>> = {
  syscalls: [],
  "src/document": ["yaml", "ajv"],
  "src/policy": ["src/document", "syscalls"],
  asm: [],
  "src/compiler": [
    "src/policy",
    "src/document",
    "syscalls",
    "asm/bpf.ts",
    "asm/layout.ts",
  ],
  "src/interop": ["src/policy", "src/document", "syscalls"],
  "src/audit": [
    "src/interop",
    "src/compiler",
    "src/policy",
    "src/document",
    "syscalls",
  ],
  "src/runtime": [
    "src/compiler",
    "src/policy",
    "src/document",
    "syscalls",
    "src",
    "node:",
    "node-gyp-build",
  ],
  "src/server": [
    "src/runtime",
    "src/audit",
    "src/compiler",
    "src/policy",
    "src/document",
    "syscalls",
    "src",
    "node:",
    "yaml",
    "fastify",
    "@fastify/cors",
    "@fastify/swagger",
    "pino",
    "prom-client",
  ],
  "src/client": [],
  "src/cli": [
    "src/server",
    "src/runtime",
    "src/interop",
    "src/audit",
    "src/compiler",
    "src/policy",
    "src/document",
    "syscalls",
    "src",
    "node:",
    "commander",
  ],
  // Files that lie in src/ itself: the library's surface, and the holders of files and paths.
  src: [
    "src/server",
    "src/runtime",
    "src/interop",
    "src/audit",
    "src/compiler",
    "src/policy",
    "src/document",
    "syscalls",
    "node:",
  ],
};

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(
    (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return entry.name === "node_modules" ? [] : sourceFiles(path);
      return /\.ts$/.test(entry.name) && !/\.d\.ts$/.test(entry.name)
        ? [path]
        : [];
    },
  );
}

function roomOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top !== "src") return top;
  return path.split("/").length === 2 ? "src" : `src/${second}`;
}

/** Every module that a file names: imports, exports from, and import(). */
function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(
    readFileSync(join(root, path), "utf8"),
    true,
    true,
  );
  return importedFiles.map(({ fileName }) => fileName);
}

/** A relative import's file below the root; a package's or Node module's name otherwise. */
function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith("."))
    return relative(root, resolve(root, dirname(path), specifier)).replace(
      /\.js$/,
      ".ts",
    );
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return specifier.startsWith("@")
    ? parts.slice(0, 2).join("/")
    : (parts[0] ?? "");
}

function mayImport(path: string, specifier: string): boolean {
  const room = roomOf(path);
  const allowed = rooms[room] ?? [];
  const target = targetOf(path, specifier);
  if (specifier.startsWith("."))
    return (
      roomOf(target) === room ||
      allowed.includes(roomOf(target)) ||
      allowed.includes(target)
    );
  return (
    allowed.includes(target) ||
    (specifier.startsWith("node:") && allowed.includes("node:"))
  );
}

const files = ["src", "asm", "syscalls"].flatMap(sourceFiles);

it("every source file lies in a room", () => {
  const homeless = files.filter((path) => rooms[roomOf(path)] === undefined);
  expect(homeless).toEqual([]);
});

it("no import goes the wrong way", () => {
  const wrong = files.flatMap((path) =>
    importsOf(path)
      .filter((specifier) => !mayImport(path, specifier))
      .map((specifier) => `${path} imports ${specifier}`),
  );
  expect(wrong).toEqual([]);
});

it("a wrong import would be found", () => {
  expect(mayImport("src/policy/load.ts", "../compiler/compile.js")).toBe(false);
  expect(mayImport("src/compiler/compile.ts", "node:fs")).toBe(false);
  expect(mayImport("src/document/read.ts", "fastify")).toBe(false);
  expect(mayImport("src/document/read.ts", "yaml")).toBe(true);
});

/** Which files use a power, by the text that takes it. Each has one holder. */
const powers: readonly {
  readonly power: string;
  readonly sign: RegExp;
  readonly holder: string;
}[] = [
  {
    power: "instantiates WebAssembly",
    sign: /new WebAssembly\.Instance|WebAssembly\.instantiate/,
    holder: "src/compiler",
  },
  {
    power: "starts processes",
    sign: /from "node:child_process"/,
    holder: "src/runtime",
  },
  { power: "listens", sign: /\.listen\(\{/, holder: "src/server" },
];

it.each(powers)("one file $power", ({ sign, holder }) => {
  const users = files.filter(
    (path) =>
      path.startsWith("src/") &&
      sign.test(readFileSync(join(root, path), "utf8")),
  );
  expect(users.filter((path) => roomOf(path) !== holder)).toEqual([]);
  expect(users.length).toBeLessThanOrEqual(1);
});

it("what proves imports nothing from what emits, at any distance", () => {
  const reached = new Set(
    files.filter((path) => path.startsWith("asm/prover/")),
  );
  expect(reached.size).toBeGreaterThan(0);
  for (const path of reached) {
    for (const specifier of importsOf(path)) {
      const target = targetOf(path, specifier);
      reached.add(target.endsWith(".ts") ? target : `${target}.ts`);
    }
  }
  const emitter = [...reached].filter((path) =>
    path.startsWith("asm/emitter/"),
  );
  expect(emitter).toEqual([]);
});
