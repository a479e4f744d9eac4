import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requires } from "../support/requires.js";
import { python, startReal } from "./real.js";
import type { Started } from "./support.js";

/**
 * Does what Dify's client does: wraps the user's `main` in a template for the language, sends
 * its inputs in base64 inside the code, asks for network always, tries again on a 5xx, and
 * reads the result from between two marks.
 */
class Dify {
  readonly #address: string;
  readonly #key: string;

  constructor(address: string, key: string) {
    this.#address = address;
    this.#key = key;
  }

  python(code: string, inputs: unknown): Promise<unknown> {
    return this.#run(
      "python3",
      `${code}

import json
from base64 import b64decode

given = json.loads(b64decode("${base64(inputs)}").decode("utf-8"))
answer = json.dumps(main(**given), indent=4)
print(f"""<<RESULT>>{answer}<<RESULT>>""")
`,
    ).then((text) => JSON.parse(text));
  }

  /** The template assigns names that it never declared. */
  nodejs(code: string, inputs: unknown): Promise<unknown> {
    return this.#run(
      "nodejs",
      `${code}

given = JSON.parse(Buffer.from("${base64(inputs)}", "base64").toString("utf-8"))
answer = JSON.stringify(main(given))
outcome = \`<<RESULT>>\${answer}<<RESULT>>\`
console.log(outcome)
`,
    ).then((text) => JSON.parse(text));
  }

  jinja2(template: string, inputs: unknown): Promise<string> {
    return this.#run(
      "python3",
      `
def main(**inputs):
    import jinja2
    from base64 import b64decode
    source = b64decode("${Buffer.from(template).toString("base64")}").decode("utf-8")
    return jinja2.Template(source).render(**inputs)

import json
from base64 import b64decode

given = json.loads(b64decode("${base64(inputs)}").decode("utf-8"))
print(f"""<<RESULT>>{main(**given)}<<RESULT>>""")
`,
      "import jinja2\njinja2.Template('{{s}}').render(s='a')\n",
    );
  }

  async #run(language: string, code: string, preload = ""): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(`${this.#address}/v1/sandbox/run`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-api-key": this.#key,
        },
        body: JSON.stringify({ language, code, preload, enable_network: true }),
      });
      if (response.status >= 500 && attempt < 4) continue;
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      const {
        code: outcome,
        message,
        data,
      } = (await response.json()) as {
        code: number;
        message: string;
        data: { stdout: string; error: string } | null;
      };
      if (outcome !== 0) throw new Error(message);
      if (data?.error) throw new Error(data.error);
      const found = /<<RESULT>>(.*)<<RESULT>>/s.exec(data?.stdout ?? "");
      if (found?.[1] === undefined) throw new Error("no result");
      return found[1];
    }
  }
}

function base64(inputs: unknown): string {
  return Buffer.from(JSON.stringify(inputs)).toString("base64");
}

const KEY = "a key that is long enough";
const hasJinja2 = requires(
  spawnSync(python, ["-c", "import jinja2"]).status === 0,
  "Dify's templates need Python's jinja2 (python3-jinja2)",
);

describe("Dify's client", () => {
  let started: Started;
  let dify: Dify;
  beforeAll(async () => {
    started = await startReal({ API_KEY: KEY, ENABLE_NETWORK: "true" });
    dify = new Dify(started.address, KEY);
  });
  afterAll(() => started[Symbol.asyncDispose]());

  it("gets what a Python main returns", async () => {
    const code = "def main(a, b):\n    return {'sum': a + b, 'text': 'ä→😀'}\n";
    expect(await dify.python(code, { a: 2, b: 40 })).toEqual({
      sum: 42,
      text: "ä→😀",
    });
  });

  it("gets what a Node main returns", async () => {
    const code = "function main({a, b}) { return {sum: a + b, text: 'ä→😀'} }";
    expect(await dify.nodejs(code, { a: 2, b: 40 })).toEqual({
      sum: 42,
      text: "ä→😀",
    });
  });

  it.skipIf(!hasJinja2)("renders a Jinja2 template", async () => {
    const template = "Hello {{ name }}!{% for n in list %} {{ n }}{% endfor %}";
    const inputs = { name: '"Ada"', list: [1, 2, 3] };
    expect(await dify.jinja2(template, inputs)).toBe('Hello "Ada"! 1 2 3');
  });

  it("passes inputs of 1 MB as they are", async () => {
    const text = "€".repeat(350_000);
    const code =
      "def main(text):\n    return {'n': len(text), 'end': text[-3:]}\n";
    expect(await dify.python(code, { text })).toEqual({
      n: 350_000,
      end: "€€€",
    });
  });

  it("is told the traceback of an error", async () => {
    const failing = dify.python("def main():\n    return 1 / 0\n", {});
    await expect(failing).rejects.toThrow(
      /^process exited with code 1\n[^]*ZeroDivisionError/,
    );
    const thrown = dify.nodejs("function main() { null.x }", {});
    await expect(thrown).rejects.toThrow(
      /^process exited with code 1\n[^]*TypeError/,
    );
  });

  it.each([
    ["os.execv('/bin/sh', ['sh'])"],
    ["subprocess.run(['ls'])"],
    ["os.fork()"],
  ])("is refused %s", async (call) => {
    const code = `import os, subprocess\ndef main():\n    ${call}\n`;
    await expect(dify.python(code, {})).rejects.toThrow(
      /operation not permitted/i,
    );
  });

  it("finds none of the host's files", async () => {
    const code = "def main():\n    return open('/etc/shadow').read()\n";
    await expect(dify.python(code, {})).rejects.toThrow(
      /No such file or directory/,
    );
  });

  it("gets its own answer, forty times at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        number % 2 === 0
          ? dify.python("def main(n):\n    return n * 3\n", { n: number })
          : dify.nodejs("function main({n}) { return n * 3 }", { n: number }),
      ),
    );
    expect(answers).toEqual(answers.map((_, number) => number * 3));
  });
});

describe("a run over HTTP", () => {
  let started: Started;
  beforeAll(async () => {
    started = await startReal({ WORKER_TIMEOUT: "1", ENABLE_PRELOAD: "true" });
  });
  afterAll(() => started[Symbol.asyncDispose]());
  const run = async (body: object) => {
    const response = await fetch(`${started.address}/v1/sandbox/run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.json();
  };

  it.each([
    ["python3", "print('first', flush=True)\nwhile True: pass"],
    ["nodejs", "console.log('first'); for (;;) ;"],
  ])("in %s keeps what it said before its timeout", async (language, code) => {
    expect(await run({ language, code })).toEqual({
      code: 0,
      message: "success",
      data: {
        stdout: "first\n",
        stderr: "",
        error: "process exited with code -1\nerror: timeout\n",
        exit_code: -1,
      },
    });
  });

  it("tells an exit code, and keeps stderr apart", async () => {
    const code =
      "import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(7)";
    expect(await run({ language: "python3", code })).toMatchObject({
      data: {
        stdout: "out\n",
        stderr: "err\n",
        error: "process exited with code 7\nerr\n",
        exit_code: 7,
      },
    });
  });

  it("leaves error empty where a program only warns", async () => {
    const code = "import sys\nprint('careful', file=sys.stderr)";
    expect(await run({ language: "python3", code })).toMatchObject({
      data: { stderr: "careful\n", error: "", exit_code: 0 },
    });
  });

  it("runs a preload before the code", async () => {
    const body = { language: "python3", preload: "n = 42", code: "print(n)" };
    expect(await run(body)).toMatchObject({ data: { stdout: "42\n" } });
  });
});

describe("the settings that reach code", () => {
  it("are proxies where it has network, and variables by name", async () => {
    await using started = await startReal({
      ENABLE_NETWORK: "true",
      HTTP_PROXY: "http://proxy:3128",
      ALLOWED_ENV_VARS: "TEAM",
      TEAM: "blue",
      SECRET: "red",
    });
    const code = `import os
print(os.environ.get("HTTP_PROXY"), os.environ.get("TEAM"), os.environ.get("SECRET"))`;
    const said = async (enable_network: boolean) => {
      const response = await fetch(`${started.address}/v1/sandbox/run`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ language: "python3", code, enable_network }),
      });
      return response.json();
    };
    expect(await said(true)).toMatchObject({
      data: { stdout: "http://proxy:3128 blue None\n" },
    });
    expect(await said(false)).toMatchObject({
      data: { stdout: "None blue None\n" },
    });
  });

  it("are allowed syscalls, besides the policy's", async () => {
    const code = `import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.syncfs(-1)
print(os.strerror(ctypes.get_errno()))`;
    const [getpid, syncfs] = process.arch === "x64" ? [39, 306] : [172, 267];
    const said = async (ALLOWED_SYSCALLS: string) => {
      await using started = await startReal({ ALLOWED_SYSCALLS });
      const response = await fetch(`${started.address}/v1/sandbox/run`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ language: "python3", code }),
      });
      return response.json();
    };
    expect(await said(`${getpid}`)).toMatchObject({
      data: { stdout: "Operation not permitted\n" },
    });
    expect(await said(`${getpid},${syncfs}`)).toMatchObject({
      data: { stdout: "Bad file descriptor\n" },
    });
  });

  it("find a Python that is missing, and say so", async () => {
    await using started = await startReal({ PYTHON_PATH: "/nowhere/python3" });
    const ready = await fetch(`${started.address}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain("/nowhere/python3");
    const response = await fetch(`${started.address}/v1/sandbox/run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ language: "python3", code: "1" }),
    });
    expect(await response.json()).toMatchObject({
      code: -500,
      message: expect.stringContaining("/nowhere/python3"),
    });
  });

  it("name the packages of that Python", async () => {
    await using started = await startReal();
    const response = await fetch(
      `${started.address}/v1/sandbox/dependencies?language=python3`,
    );
    expect(await response.json()).toMatchObject({ code: 0 });
  });
});
