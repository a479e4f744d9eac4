/** What an editor shows, asked of the language server that editors run, over its protocol. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  editorSchema,
  groupEditorSchema,
} from "../../tools/schema/editor-schema.js";
import { projectRoot, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();
const server = spawn(
  process.execPath,
  [
    join(
      projectRoot,
      "node_modules/yaml-language-server/bin/yaml-language-server",
    ),
    "--stdio",
  ],
  { stdio: ["pipe", "pipe", "inherit"] },
);

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

const answers = new Map<number, (result: unknown) => void>();
const diagnostics = new Map<string, (list: unknown) => void>();
let unread = Buffer.alloc(0);
let lastId = 0;

function send(message: object): void {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function ask(method: string, params: object): Promise<unknown> {
  const id = ++lastId;
  return new Promise((resolve) => {
    answers.set(id, resolve);
    send({ id, method, params });
  });
}

function receive(message: Message): void {
  if (message.method === "textDocument/publishDiagnostics") {
    const { uri, diagnostics: list } = message.params as {
      uri: string;
      diagnostics: unknown;
    };
    diagnostics.get(uri)?.(list);
  } else if (message.method !== undefined && message.id !== undefined)
    // The server asks for settings: there are none.
    send({
      id: message.id,
      result:
        message.method === "workspace/configuration"
          ? [{}, {}, {}, {}, {}]
          : null,
    });
  else if (message.id !== undefined) answers.get(message.id)?.(message.result);
}

server.stdout.on("data", (chunk: Buffer) => {
  unread = Buffer.concat([unread, chunk]);
  for (;;) {
    const split = unread.indexOf("\r\n\r\n");
    if (split < 0) return;
    const length = Number(
      /Content-Length: (\d+)/i.exec(unread.subarray(0, split).toString())?.[1],
    );
    if (unread.length < split + 4 + length) return;
    const body = unread.subarray(split + 4, split + 4 + length).toString();
    unread = unread.subarray(split + 4 + length);
    receive(JSON.parse(body) as Message);
  }
});

/**
 * Opens a policy or a group in the "editor"; `|` is the cursor. Gives its place and what is
 * underlined.
 */
async function open(
  name: string,
  marked: string,
): Promise<{ at: object; underlined: unknown }> {
  const uri = pathToFileURL(join(folder, name)).href;
  const kind = marked.includes("\ngroup:") ? "group" : "policy";
  const first = `# yaml-language-server: $schema=${kind}.schema.json\n`;
  const text = first + marked.replace("|", "");
  const before = first + (marked.split("|")[0] ?? "");
  const underlined = new Promise((resolve) => diagnostics.set(uri, resolve));
  send({
    method: "textDocument/didOpen",
    params: { textDocument: { uri, languageId: "yaml", version: 1, text } },
  });
  const lines = before.split("\n");
  const position = {
    line: lines.length - 1,
    character: lines.at(-1)?.length ?? 0,
  };
  return {
    at: { textDocument: { uri }, position },
    underlined: await underlined,
  };
}

async function completionsAt(
  name: string,
  marked: string,
): Promise<Map<string, string>> {
  const { at } = await open(name, marked);
  const { items } = (await ask("textDocument/completion", at)) as {
    items: { label: string; documentation?: string | { value: string } }[];
  };
  return new Map(
    items.map(({ label, documentation = "" }) => [
      label,
      typeof documentation === "string" ? documentation : documentation.value,
    ]),
  );
}

async function hoverAt(name: string, marked: string): Promise<string> {
  const { at } = await open(name, marked);
  return JSON.stringify(await ask("textDocument/hover", at));
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  for (const name of ["policy.schema.json", "group.schema.json"])
    copyFileSync(join(projectRoot, "policy", name), join(folder, name));
  await ask("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      textDocument: {
        completion: { completionItem: { documentationFormat: ["markdown"] } },
        hover: { contentFormat: ["markdown"] },
      },
    },
    initializationOptions: {},
  });
  send({ method: "initialized", params: {} });
  send({
    method: "workspace/didChangeConfiguration",
    params: {
      settings: { yaml: { validate: true, hover: true, completion: true } },
    },
  });
});

afterAll(() => {
  server.kill();
});

const head = "callgate: 1\nname: p\narches: [x86_64]\n";

it("the committed schemas are what the reader, the groups and the tables say", () => {
  const committed = (name: string): unknown =>
    JSON.parse(readFileSync(join(projectRoot, "policy", name), "utf8"));
  expect(committed("policy.schema.json")).toEqual(editorSchema());
  expect(committed("group.schema.json")).toEqual(groupEditorSchema());
});

it("the package has each schema where its exports say", () => {
  const resolve = createRequire(join(projectRoot, "package.json")).resolve;
  for (const name of ["policy", "group"])
    expect(resolve(`callgate/schema/${name}.json`)).toBe(
      join(projectRoot, `policy/${name}.schema.json`),
    );
});

it("inside allow: [ the groups and syscalls are offered, each with a sentence", async () => {
  const offered = await completionsAt(
    "list.yaml",
    `${head}rules:\n  - allow: [|]\n`,
  );
  const labels = [...offered.keys()].map((label) => label.replaceAll('"', ""));
  for (const wanted of ["openat", "read", "@file-system", "@basic-io"])
    expect(labels).toContain(wanted);
  expect([...offered].find(([label]) => label === "openat")?.[1]).toContain(
    "flags",
  );
});

it("the keys of a rule and of a policy are offered", async () => {
  const ofRule = await completionsAt("rule.yaml", `${head}rules:\n  - |\n`);
  for (const wanted of ["allow", "deny(ENOSYS)", "when", "why", "except"])
    expect([...ofRule.keys()]).toContain(wanted);
  const ofPolicy = await completionsAt("policy.yaml", `${head}|\n`);
  for (const wanted of ["default", "extends", "boot"])
    expect([...ofPolicy.keys()]).toContain(wanted);
});

it("a group, a syscall, a key and an action are explained", async () => {
  expect(
    await hoverAt("group.yaml", `${head}rules:\n  - allow: ["@basic|-io"]\n`),
  ).toMatch(/read/);
  expect(
    await hoverAt("syscall.yaml", `${head}rules:\n  - allow: [open|at]\n`),
  ).toMatch(/dfd or dirfd, filename/);
  expect(
    await hoverAt(
      "key.yaml",
      `${head}rules:\n  - allow: read\n    w|hy: it is so\n`,
    ),
  ).toMatch(/reason/);
  expect(
    await hoverAt("action.yaml", `${head}rules:\n  - al|low: read\n`),
  ).toMatch(/made/);
  expect(
    await hoverAt("errno.yaml", `${head}rules:\n  - deny(E|IO): read\n`),
  ).toMatch(/refuses with this errno/);
});

it("every key of a policy is explained", async () => {
  const policy = `${head}params:\n  self:\n    width: 32\nrules:\n  - allow: read\n    accept:\n      ptrace: it is\nboot:\n  rules:\n    - allow: execve\n`;
  for (const [key, sentence] of [
    ["callgate:", /version/],
    ["params:", /bound/],
    ["width:", /bits/],
    ["accept:", /Findings/],
    ["ptrace:", /registers/],
    ["boot:", /interpreter/],
    ["  rules:", /allows or logs/],
  ] as const)
    expect(
      await hoverAt(
        `explained-${key.trim().slice(0, -1)}.yaml`,
        policy.replace(key, `${key.slice(0, -2)}|${key.slice(-2)}`),
      ),
    ).toMatch(sentence);
});

it("conditions are offered in the forms that they have, and findings to accept", async () => {
  const forms = await completionsAt(
    "when.yaml",
    `${head}rules:\n  - allow: openat\n    when: |\n`,
  );
  for (const wanted of ["argument == VALUE", "argument only BITS"])
    expect([...forms.keys()]).toContain(wanted);
  const findings = await completionsAt("accept.yaml", `${head}accept:\n  |\n`);
  for (const wanted of ["default-allows", "writable-code"])
    expect([...findings.keys()]).toContain(wanted);
});

it("a group's keys and members are offered, explained and underlined as a policy's are", async () => {
  const group = "callgate: 1\ngroup: g\ndescription: Mine.\n";
  const keys = await completionsAt(
    "group-keys.yaml",
    `callgate: 1\ngroup: g\n|\n`,
  );
  expect([...keys.keys()]).toEqual(
    expect.arrayContaining(["description", "names"]),
  );
  const members = await completionsAt(
    "group-names.yaml",
    `${group}names: [|]\n`,
  );
  const labels = [...members.keys()].map((label) => label.replaceAll('"', ""));
  expect(labels).toEqual(expect.arrayContaining(["openat", "@basic-io"]));
  expect(
    await hoverAt("group-hover.yaml", `${group}na|mes:\n  - read\n`),
  ).toMatch(/Syscalls/);
  const { underlined } = await open(
    "group-wrong.yaml",
    `${group}names: [read]\nrules: []|\n`,
  );
  expect(linesOf(underlined)).toEqual([5]);
});

function linesOf(underlined: unknown): number[] {
  return (underlined as { range: { start: { line: number } } }[]).map(
    ({ range }) => range.start.line,
  );
}

it("wrong actions and a wrong key are underlined", async () => {
  const { underlined } = await open(
    "wrong.yaml",
    `${head}default: permit|\nunknown: deny(ENOSYSS)\nforeign: kill(thread)\nrules:\n  - alow: read\n  - deny(EDEADLOCK): open\n  - trap: read\n`,
  );
  expect(linesOf(underlined).sort()).toEqual([10, 4, 5, 8]);
});

it.each(["python", "nodejs", "libc", "groups/file-system", "groups/default"])(
  "what ships as %s has nothing underlined",
  async (name) => {
    const text = readFileSync(
      join(projectRoot, "policy", `${name}.yaml`),
      "utf8",
    );
    const { underlined } = await open(
      `${name.replace("/", "-")}.yaml`,
      text.replaceAll("|", "+"),
    );
    expect(underlined).toEqual([]);
  },
);
