/** The review of a pull or merge request, as GitHub's and GitLab's jobs run it. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "vitest";
import { parse } from "yaml";
import { callgate, projectRoot } from "../support/cli.js";
import { Host, Repository, review, type Reviewed } from "./repository.js";

const MARK = "<!-- callgate review -->";

const policy = (rules: string): string =>
  `callgate: 1\nname: own\narches: [x86_64, aarch64]\nrules:\n${rules}`;

const before = policy("  - allow: [read, write]\n    why: Data.\n");
const widened = policy(
  "  - allow: [read, write]\n    why: Data.\n  - allow: ptrace\n    why: 'See @somebody, #1 and <b>this</b> | `that`.'\n",
);

let repository: Repository;
let base: string;

beforeAll(() => {
  repository = new Repository();
  repository.write("policy/own.yaml", before);
  repository.write(
    "policy/gone.yaml",
    before.replace("name: own", "name: gone"),
  );
  repository.write(
    "policy/same.yaml",
    before.replace("name: own", "name: same"),
  );
  base = repository.commit();
  repository.write("policy/own.yaml", widened);
  repository.write("policy/new.yaml", before.replace("name: own", "name: new"));
  repository.git("rm", "--quiet", "policy/gone.yaml");
  repository.commit();
});

afterAll(() => {
  rmSync(repository.folder, { recursive: true, force: true });
});

const run = (env: Readonly<Record<string, string>> = {}): Promise<Reviewed> =>
  review(repository, { CALLGATE_BASE: base, ...env });

it("says what each policy newly allows, and of the others why there is nothing to say", async () => {
  const { status, stdout } = await run();
  expect(status).toBe(0);
  expect(stdout.startsWith(`${MARK}\n`)).toBe(true);
  expect(stdout).toContain(
    "## callgate: 1 policy changed, 1 change lets calls get further, 1 open finding",
  );
  expect(stdout).toMatch(/newly allowed.*`ptrace`/);
  expect(stdout).toContain("<code>policy/gone.yaml</code>: removed");
  expect(stdout).toContain("<code>policy/new.yaml</code>: new");
  expect(stdout).toContain(
    "<code>policy/same.yaml</code>: every call is answered alike: proven",
  );
  expect(stdout).toContain("<code>policy/own.yaml:7</code>");
});

it("exit codes tell what is to fail", async () => {
  const status = async (env: Readonly<Record<string, string>>) =>
    (await run(env)).status;
  const own = { CALLGATE_POLICIES: "policy/own.yaml" };
  expect(await status({ ...own, CALLGATE_FAIL_ON_DIFF: "widen" })).toBe(1);
  expect(
    await status({
      CALLGATE_FAIL_ON_DIFF: "any",
      CALLGATE_POLICIES: "policy/same.yaml",
    }),
  ).toBe(0);
  expect(await status({ ...own, CALLGATE_FAIL_ON_CHECK: "note" })).toBe(1);
  expect(await status({ ...own, CALLGATE_FAIL_ON_CHECK: "warning" })).toBe(0);
});

it("settings and revisions that are wrong are sentences", async () => {
  for (const [env, said] of [
    [
      { CALLGATE_FAIL_ON_DIFF: "wide" },
      /CALLGATE_FAIL_ON_DIFF is "wide"; write widen, any, risk/,
    ],
    [{ CALLGATE_BASE: "nowhere" }, /no revision "nowhere" here: fetch it/],
    [{ CALLGATE_BASE: "--help" }, /no revision "--help"/],
    [{ CALLGATE_POLICIES: "none/*.yaml" }, /no file fits none\/\*\.yaml/],
  ] as const) {
    const { status, stderr } = await run(env);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\bat .*\.mjs:\d+/);
    expect(status).toBe(2);
  }
});

it("a policy with errors is told, and never said to be unchanged", async () => {
  const broken = new Repository();
  broken.write("policy/own.yaml", before);
  const from = broken.commit();
  broken.write("policy/own.yaml", policy("  - alow: raed\n"));
  const { status, stdout } = await review(broken, { CALLGATE_BASE: from });
  expect(status).toBe(2);
  expect(stdout).toContain("1 policy with errors");
  expect(stdout).toContain("has errors, and was not compared");
  expect(stdout).not.toContain("alike");
  rmSync(broken.folder, { recursive: true, force: true });
});

describe("on a host", () => {
  let host: Host;
  let url: string;

  beforeEach(async () => {
    host = new Host();
    url = await host.listen();
  });

  afterEach(() => {
    host.close();
  });

  // What is said of it costs nothing: these tests are about the comment.
  const gone = { CALLGATE_POLICIES: "policy/gone.yaml" };

  const github = (): Readonly<Record<string, string>> => {
    repository.write(
      ".git/event.json",
      JSON.stringify({ pull_request: { number: 7 } }),
    );
    return {
      CALLGATE_HOST: "github",
      ...gone,
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: "somebody/policies",
      GITHUB_TOKEN: "a-token",
      GITHUB_EVENT_PATH: join(repository.folder, ".git/event.json"),
    };
  };

  const gitlab = (): Readonly<Record<string, string>> => ({
    CALLGATE_HOST: "gitlab",
    ...gone,
    CI_API_V4_URL: `${url}/api/v4`,
    CI_PROJECT_ID: "12",
    CI_MERGE_REQUEST_IID: "7",
    CALLGATE_TOKEN: "a-token",
  });

  it.each([
    [
      "GitHub",
      github,
      "/repos/somebody/policies/issues/7/comments",
      "authorization",
      "Bearer a-token",
    ],
    [
      "GitLab",
      gitlab,
      "/api/v4/projects/12/merge_requests/7/notes",
      "private-token",
      "a-token",
    ],
  ] as const)(
    "%s gets one comment, which the next run updates",
    async (_, env, path, header, value) => {
      for (let other = 0; other < 130; other++) host.add(`comment ${other}`);
      expect((await run(env())).stderr).toBe("comment posted\n");
      expect(host.comments).toHaveLength(131);
      expect(host.comments.at(-1)?.body.startsWith(MARK)).toBe(true);
      expect((await run(env())).stderr).toBe("comment updated\n");
      expect(host.comments).toHaveLength(131);
      expect(
        host.asked.every(
          ({ url: one }) =>
            one.split("?")[0]?.includes(path) === true ||
            one.includes("/issues/comments/131"),
        ),
      ).toBe(true);
      expect(host.asked.every(({ headers }) => headers[header] === value)).toBe(
        true,
      );
    },
  );

  it("somebody else's comment with our mark is left alone", async () => {
    host.foreign.add(host.add(`${MARK} not ours`));
    expect((await run(github())).stderr).toBe("comment posted\n");
    expect(host.comments.map(({ body }) => body.slice(0, 33))).toEqual([
      `${MARK} not ours`.slice(0, 33),
      `${MARK}\n\n## callgate`.slice(0, 33),
    ]);
  });

  it("a token that may not write is said, and fails nothing; a host in trouble fails", async () => {
    host.refusal = 403;
    const refused = await run(github());
    expect(refused.status).toBe(0);
    expect(refused.stderr).toMatch(
      /not posted: the token may not write comments \(HTTP 403\)/,
    );
    host.refusal = 500;
    const failed = await run(github());
    expect(failed.status).toBe(2);
    expect(failed.stderr).toMatch(/the host answered HTTP 500/);
  });

  it("outside of a pull request nothing is asked of the host", async () => {
    const { stderr, status } = await run({
      ...github(),
      GITHUB_EVENT_PATH: "",
    });
    expect(stderr).toMatch(/not posted: no pull or merge request/);
    expect(status).toBe(0);
    expect(host.asked).toEqual([]);
    expect((await run({ ...gitlab(), CALLGATE_COMMENT: "false" })).stderr).toBe(
      "",
    );
    expect(host.asked).toEqual([]);
  });

  it("on GitHub findings are annotations too, and the job's summary has the comment", async () => {
    const summary = join(repository.folder, ".git/summary.md");
    const { stdout } = await run({
      ...github(),
      CALLGATE_POLICIES: "policy/own.yaml",
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(stdout).toMatch(/^::notice file=policy\/own\.yaml,line=7,/m);
    expect(readFileSync(summary, "utf8").startsWith(MARK)).toBe(true);
    rmSync(summary);
  });
});

it("text of a policy mentions nobody and is no markup", async () => {
  const odd = new Repository();
  odd.write("policy/own.yaml", before);
  const from = odd.commit();
  odd.write(
    "policy/own.yaml",
    policy(
      `  - allow: ptrace\n    why: ${JSON.stringify("@everyone </details><img src=x> | ![x](https://example.com/x) `#1`")}\n`,
    ),
  );
  odd.write("policy/@team <b>.yaml", policy("  - alow: '@everyone <b>'\n"));
  const { stdout } = await review(odd, { CALLGATE_BASE: from });
  // Code shows what it holds; outside of it nothing of the text may be left as it is.
  const outside = stdout
    .replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, "")
    .replace(/<code>[^<]*<\/code>/g, "");
  expect(outside).not.toContain("@everyone");
  expect(outside).not.toContain("<img");
  expect(outside).not.toContain("![x]");
  expect(stdout).not.toContain("<b>");
  rmSync(odd.folder, { recursive: true, force: true });
});

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly run: string;
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}

it("the action hands its inputs over in the environment, and each setting is one", () => {
  const { inputs, runs } = parse(
    readFileSync(join(projectRoot, "action.yml"), "utf8"),
  ) as ActionFile;
  expect(runs.using).toBe("composite");
  for (const { run: command, shell } of runs.steps) {
    expect(command).not.toContain("${{");
    expect(shell).toBe("bash");
  }
  const handed = runs.steps.flatMap(({ env }) => Object.values(env));
  for (const name of Object.keys(inputs))
    expect(handed).toContain(`\${{ inputs.${name} }}`);
  const known = readFileSync(
    join(projectRoot, "integrations/review/main.mjs"),
    "utf8",
  );
  for (const { env } of runs.steps)
    for (const name of Object.keys(env))
      if (name.startsWith("CALLGATE_") && name !== "CALLGATE_SKIP_PREPARE")
        expect(known).toContain(name);
});

it("the pre-commit hooks run commands that there are, on the files that they name", () => {
  const hooks = parse(
    readFileSync(join(projectRoot, ".pre-commit-hooks.yaml"), "utf8"),
  ) as readonly {
    readonly id: string;
    readonly entry: string;
    readonly files: string;
  }[];
  expect(hooks.map(({ id }) => id)).toEqual(["callgate-check", "callgate-fmt"]);
  for (const { entry, files } of hooks) {
    const [command, ...words] = entry.split(" ");
    expect(command).toBe("callgate");
    expect("policy/python.yaml").toMatch(new RegExp(files));
    const said = callgate([...words, join(projectRoot, "policy/python.yaml")]);
    expect(said.stderr).toBe("");
    expect(said.status).toBe(0);
  }
});
