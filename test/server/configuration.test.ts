import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../src/server/configuration/read.js";
import { digestOf } from "../../src/server/keys.js";

const read = (text: string, environment: Record<string, string> = {}) =>
  readConfiguration({ path: "conf/config.yaml", text }, environment);

/** `code line:column` of each error, in order. */
const faults = (text: string, environment: Record<string, string> = {}) =>
  read(text, environment)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(
      ({ code, range }) =>
        `${code} ${range.file === "conf/config.yaml" ? "" : `${range.file} `}${range.line}:${range.column}`,
    );

describe("the configuration", () => {
  it("has DifySandbox's limits where nothing is set", () => {
    expect(readConfiguration(undefined, {}).configuration).toMatchObject({
      host: "127.0.0.1",
      port: 8194,
      keys: [],
      maxWorkers: 4,
      maxRequests: 50,
      limits: { timeoutMs: 5000, memoryBytes: 268_435_456 },
      queueTimeoutMs: 60_000,
      enableNetwork: false,
      enablePreload: false,
      allowedSyscalls: [],
    });
  });

  it("reads a file as DifySandbox ships it, and says what has no effect", () => {
    const { configuration, diagnostics } = read(`app:
  port: 8195
  debug: True
  key: dify-sandbox
max_workers: 3
max_requests: 40
worker_timeout: 7
python_path: /opt/python/bin/python3
nodejs_path: /usr/local/bin/node
enable_network: True # a comment
enable_preload: False
log_path: "./logs"
allowed_syscalls: # empty
proxy:
  socks5: ''
  http: 'http://proxy:3128'
  https: ''
  no_proxy: ''
allowed_env_vars: []
`);
    expect(configuration).toMatchObject({
      port: 8195,
      maxWorkers: 3,
      maxRequests: 40,
      limits: { timeoutMs: 7000 },
      pythonPath: "/opt/python/bin/python3",
      nodejsPath: "/usr/local/bin/node",
      enableNetwork: true,
      enablePreload: false,
      allowedSyscalls: [],
      proxy: { socks5: undefined, http: "http://proxy:3128" },
      logLevel: "debug",
    });
    expect(configuration?.keys[0]?.digest).toEqual(digestOf("dify-sandbox"));
    expect(
      diagnostics
        .map(({ message }) => message)
        .filter((each) => !/_path: /.test(each)),
    ).toEqual(["log_path has no effect: logs go to stderr"]);
  });

  it("warns of an interpreter that is not there, at its place", () => {
    const { configuration, diagnostics } = read(
      "python_path: /nowhere/python3\nnodejs_path: node\n",
    );
    expect(configuration).toMatchObject({ pythonPath: "/nowhere/python3" });
    expect(diagnostics).toMatchObject([
      {
        code: "no-such-program",
        severity: "warning",
        message: expect.stringContaining("there is no /nowhere/python3"),
        range: { line: 1, column: 14 },
      },
    ]);
    expect(read(`nodejs_path: ${process.execPath}\n`).diagnostics).toEqual([]);
  });

  it("has no fewer connections than requests", () => {
    expect(faults("max_requests: 50\nmax_connections: 49\n")).toEqual([
      "contradictory-limits 2:18",
    ]);
    expect(faults("max_requests: 1025\n")).toEqual([
      "contradictory-limits 1:15",
    ]);
    expect(faults("max_requests: 50\nmax_connections: 50\n")).toEqual([]);
  });

  it("lets the environment win over the file, and an empty variable not", () => {
    const text = "max_workers: 3\nmax_requests: 40\n";
    const environment = { MAX_WORKERS: "5", MAX_REQUESTS: "" };
    expect(read(text, environment).configuration).toMatchObject({
      maxWorkers: 5,
      maxRequests: 40,
    });
  });

  it.each([
    ["MAX_WORKERS", "9", { maxWorkers: 9 }],
    ["MAX_REQUESTS", "90", { maxRequests: 90 }],
    ["SANDBOX_PORT", "81", { port: 81 }],
    ["WORKER_TIMEOUT", "15", { limits: { timeoutMs: 15_000 } }],
    ["PYTHON_PATH", "/p", { pythonPath: "/p" }],
    ["NODEJS_PATH", "/n", { nodejsPath: "/n" }],
    ["ENABLE_NETWORK", "true", { enableNetwork: true }],
    ["ENABLE_NETWORK", "1", { enableNetwork: true }],
    ["ENABLE_NETWORK", "F", { enableNetwork: false }],
    ["ENABLE_PRELOAD", "T", { enablePreload: true }],
    ["ALLOWED_SYSCALLS", "56,57, 58", { allowedSyscalls: [56, 57, 58] }],
    ["HTTP_PROXY", "http://h", { proxy: { http: "http://h" } }],
    ["HTTPS_PROXY", "http://s", { proxy: { https: "http://s" } }],
    ["SOCKS5_PROXY", "socks5://p", { proxy: { socks5: "socks5://p" } }],
    ["DEBUG", "true", { logLevel: "debug" }],
    ["ALLOW_POLICIES", "files,libc", { allowPolicies: ["files", "libc"] }],
  ])("reads %s=%s", (name, value, expected) => {
    const { configuration } = readConfiguration(undefined, { [name]: value });
    expect(configuration).toMatchObject(expected);
  });

  it("lets callers name only policies that ship", () => {
    const { diagnostics } = read("allow_policies: [pyton, ../x]");
    expect(diagnostics).toMatchObject([
      { code: "unknown-policy", hint: "write python", range: { column: 18 } },
      { code: "unknown-policy", range: { column: 25 } },
    ]);
  });

  it("warns that ALLOWED_SYSCALLS widens the policy", () => {
    const { diagnostics } = read("allowed_syscalls: [59]");
    expect(diagnostics).toMatchObject([
      { severity: "warning", code: "policy-widened" },
    ]);
  });

  it("says of a key with an anchor that it is one, and no more", () => {
    expect(faults("&a max_workers: 3\nmax_requests: 4\n")).toEqual([
      "yaml-anchor 1:1",
    ]);
  });

  it("reports every fault of the file and the environment at once", () => {
    const text = `max_wokers: 4
app:
  port: eight
  keyy: x
max_requests: 0
worker_timeout: 5.5
proxy: http://proxy
enable_preload: maybe
`;
    expect(faults(text, { ENABLE_NETWORK: "yes" })).toEqual([
      "wrong-type 3:9",
      "out-of-range 5:15",
      "wrong-type 6:17",
      "wrong-type $ENABLE_NETWORK 1:1",
      "wrong-type 8:17",
      "unknown-key 1:1",
      "unknown-key 4:3",
      "wrong-type 7:8",
    ]);
  });

  it.each([
    ["max_wokers: 4", "write max_workers"],
    ["worker_timout: 4", "write worker_timeout"],
    ["app:\n  prot: 4", "write app.port"],
    ["port: 8194", "write app.port"],
    ["keys:\n  - name: a\n    sha: b", "write keys.sha256"],
  ])("names what %j probably meant", (text, hint) => {
    const unknown = read(text).diagnostics.find(
      ({ code }) => code === "unknown-key",
    );
    expect(unknown?.hint).toBe(hint);
  });

  it.each([
    ["max_workers: 60", ["contradictory-limits 1:14"]],
    ["max_workers: 10\nmax_requests: 9", ["contradictory-limits 2:15"]],
    ["max_workers: [4]", ["wrong-type 1:14"]],
    ["max_workers: 10001", ["out-of-range 1:14"]],
    ["app: 4", ["wrong-type 1:6"]],
    ["allowed_syscalls: 59", ["wrong-type 1:19"]],
    ["allowed_syscalls: [59, x]", ["wrong-type 1:24"]],
    ["- a\n- b", ["not-a-policy 1:1"]],
    ["allowed_env_vars: [API_KEY]", ["reserved-variable 1:20"]],
    ["log_level: loud", ["wrong-type 1:12"]],
    ["keys: [x]", ["wrong-type 1:8"]],
    ["keys:\n  - name: a", ["incomplete-key 2:5"]],
  ])("refuses %j", (text, expected) => {
    expect(faults(text)).toEqual(expected);
    expect(read(text).configuration).toBeUndefined();
  });

  it("refuses what is not YAML, at the line that breaks it", () => {
    expect(faults("max_workers: 4\napp: {port: 1")).toEqual([
      expect.stringMatching(/^yaml-syntax 2:/),
    ]);
  });

  it.each(["", "# nothing\n", "---\n", "\n\n"])(
    "takes %j for no settings",
    (text) => {
      expect(read(text).configuration?.port).toBe(8194);
      expect(read(text).diagnostics).toEqual([]);
    },
  );

  it("reads named keys with limits of their own", () => {
    const sha256 = Buffer.from(digestOf("secret of a team")).toString("hex");
    const { configuration } = read(
      `keys:\n  - name: team\n    sha256: ${sha256}\n    max_workers: 2\n`,
    );
    expect(configuration?.keys).toMatchObject([
      { name: "team", maxWorkers: 2, maxRequests: 50 },
    ]);
  });

  it("refuses a folder that nothing can be written into", () => {
    expect(faults("python_packages: /etc/passwd/packages\n")).toEqual([
      "unwritable-folder 1:18",
    ]);
    expect(faults("", { PYTHON_PACKAGES: "/proc/packages/new" })).toEqual(
      // Root may, as far as permissions go; the file system of /proc says so when it is tried.
      process.getuid?.() === 0
        ? []
        : ["unwritable-folder $PYTHON_PACKAGES 1:1"],
    );
    expect(faults("python_packages: ./new/packages\n")).toEqual([]);
  });

  it("refuses two keys of one name, and one wider than all", () => {
    const sha256 = "a".repeat(64);
    const text = `keys:
  - {name: a, sha256: ${sha256}}
  - {name: a, sha256: ${sha256}}
  - {name: b, sha256: ${sha256}, max_workers: 5}
`;
    expect(faults(text)).toEqual([
      "duplicate-key-name 3:12",
      "contradictory-limits 4:102",
    ]);
  });
});

describe("an address that others can reach", () => {
  const hosts = ["0.0.0.0", "::", "192.0.2.1", "sandbox.example"];

  it.each(hosts)("%s needs a key", (SANDBOX_HOST) => {
    expect(faults("", { SANDBOX_HOST })).toEqual([
      "key-needed $SANDBOX_HOST 1:1",
    ]);
  });

  it("needs a key of 16 characters, and 15 are too few", () => {
    const host = { SANDBOX_HOST: "0.0.0.0" };
    const key = (length: number) => ({ ...host, API_KEY: "k".repeat(length) });
    expect(faults("", key(15))).toEqual(["key-too-short $SANDBOX_HOST 1:1"]);
    expect(faults("", key(16))).toEqual([]);
  });

  it("never shows the key that is too short", () => {
    const { diagnostics } = read(
      "app:\n  host: 0.0.0.0\n  key: dify-sandbox\n",
    );
    expect(diagnostics).toMatchObject([{ range: { line: 2 } }]);
    expect(JSON.stringify(diagnostics)).not.toContain("dify-sandbox");
  });

  it.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])(
    "%s is not one",
    (SANDBOX_HOST) => {
      expect(faults("", { SANDBOX_HOST })).toEqual([]);
    },
  );
});
