/** A git repository with policies in it, and a host's API of comments, both real and both small. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AddressInfo } from "node:net";
import { projectRoot } from "../support/cli.js";

export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), "callgate-repository-"));

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("config", "user.name", "somebody");
    this.git("config", "user.email", "somebody@example.com");
  }

  git(...words: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync("git", words, {
      cwd: this.folder,
      encoding: "utf8",
      env: cleanEnvironment(),
    });
    if (status !== 0) throw new Error(`git ${words.join(" ")}: ${stderr}`);
    return stdout;
  }

  write(path: string, content: string | Uint8Array): void {
    const absolute = join(this.folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
  }

  /** The new commit's name. */
  commit(): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", "change");
    return this.git("rev-parse", "HEAD").trim();
  }
}

/** Without what a hook or a CI job around the tests says of git, hosts and callgate. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(GIT_|GITHUB_|CI_|CALLGATE_)/.test(name),
    ),
  );
}

export interface Reviewed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the review as a job does: settings in the environment, the repository as its folder. */
export function review(
  repository: Repository,
  env: Readonly<Record<string, string>>,
): Promise<Reviewed> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(projectRoot, "integrations/review/main.mjs")],
      {
        cwd: repository.folder,
        env: { ...cleanEnvironment(), ...env },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, stdout, stderr });
    });
  });
}

interface Comment {
  readonly id: number;
  body: string;
}

/** Comments of one pull or merge request, as both hosts keep them. */
export class Host {
  readonly comments: Comment[] = [];
  /** Ids of comments that the token may not change. */
  readonly foreign = new Set<number>();
  readonly asked: {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
  }[] = [];
  /** What is answered to every request that would write; undefined: it is done. */
  refusal: number | undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const { method = "", url = "", headers } = request;
      this.asked.push({ method, url, headers });
      let text = "";
      request.on("data", (part: Buffer) => (text += part.toString()));
      request.on("end", () => {
        const { status, data } = this.#answer(method, url, text);
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(data));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) =>
      this.#server.listen(0, "127.0.0.1", resolve),
    );
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  add(body: string): number {
    const id = this.comments.length + 1;
    this.comments.push({ id, body });
    return id;
  }

  #answer(
    method: string,
    url: string,
    text: string,
  ): { readonly status: number; readonly data: unknown } {
    const { pathname, searchParams } = new URL(url, "http://host");
    if (method === "GET") {
      const size = Number(searchParams.get("per_page"));
      const from = (Number(searchParams.get("page")) - 1) * size;
      return { status: 200, data: this.comments.slice(from, from + size) };
    }
    if (this.refusal !== undefined) return { status: this.refusal, data: {} };
    const { body } = JSON.parse(text) as { body: string };
    if (method === "POST") {
      this.add(body);
      return { status: 201, data: {} };
    }
    const id = Number(pathname.split("/").at(-1));
    const comment = this.comments.find((one) => one.id === id);
    if (comment === undefined || this.foreign.has(id))
      return { status: 403, data: {} };
    comment.body = body;
    return { status: 200, data: {} };
  }
}
