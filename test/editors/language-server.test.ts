/** What an editor shows, asked of the language server that editors run, over its protocol. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { editorSchema } from "../../tools/schema/editor-schema.js";
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

/** Opens a policy in the "editor"; `|` is the cursor. Gives its place and what is underlined. */
async function open(
  name: string,
  marked: string,
): Promise<{ at: object; underlined: unknown }> {
  const uri = pathToFileURL(join(folder, name)).href;
  const text = `# yaml-language-server: $schema=policy.schema.json\n${marked.replace("|", "")}`;
  const before = `# yaml-language-server: $schema=policy.schema.json\n${marked.split("|")[0] ?? ""}`;
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
  copyFileSync(
    join(projectRoot, "policy/policy.schema.json"),
    join(folder, "policy.schema.json"),
  );
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

it("the committed schema is what the reader, the groups and the tables say", () => {
  const committed: unknown = JSON.parse(
    readFileSync(join(projectRoot, "policy/policy.schema.json"), "utf8"),
  );
  expect(committed).toEqual(editorSchema());
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
  ).toMatch(/filename/);
  expect(
    await hoverAt(
      "key.yaml",
      `${head}rules:\n  - allow: read\n    w|hy: it is so\n`,
    ),
  ).toMatch(/reason/);
  expect(
    await hoverAt("action.yaml", `${head}rules:\n  - al|low: read\n`),
  ).toMatch(/made/);
});

it("a wrong action and a wrong key are underlined", async () => {
  const { underlined } = await open(
    "wrong.yaml",
    `${head}default: permit|\nrules:\n  - alow: read\n`,
  );
  const lines = (underlined as { range: { start: { line: number } } }[]).map(
    ({ range }) => range.start.line,
  );
  expect(lines).toContain(4);
  expect(lines).toContain(6);
});

it.each(["python", "nodejs", "libc"])(
  "the shipped policy %s has nothing underlined",
  async (name) => {
    const text = readFileSync(
      join(projectRoot, "policy", `${name}.yaml`),
      "utf8",
    );
    const { underlined } = await open(
      `${name}.yaml`,
      text.replaceAll("|", "+"),
    );
    expect(underlined).toEqual([]);
  },
);
