/**
 * `REV:PATH`: a policy, with its parents and groups, or a program as git has them at a
 * revision. Nothing is checked out; git's own rule for paths holds: from the repository's
 * root, or from here where it begins with `./`.
 */
import { existsSync, realpathSync } from "node:fs";
import { posix, relative, sep } from "node:path";
import { Fault } from "../document/fault.js";
import { packageRoot } from "../package-root.js";
import { shippedSource } from "../policy-files.js";
import type { PolicyFile, PolicySource } from "../policy/model.js";
import { ask } from "../runtime/processes.js";

export interface Revision {
  readonly revision: string;
  readonly path: string;
}

/** Undefined where the word is no `REV:PATH`, or names a file that is there. */
export function revisionIn(word: string): Revision | undefined {
  const match = /^([^:]+):(.+)$/s.exec(word);
  const [, revision, path] = match ?? [];
  if (revision === undefined || path === undefined || existsSync(word))
    return undefined;
  return { revision, path };
}

/** The file's bytes. Throws a `Fault` where there is no such revision or path. */
export async function readAt({
  revision,
  path,
}: Revision): Promise<Uint8Array> {
  const tree = await Tree.at(revision);
  return tree.read(await tree.fromRoot(path));
}

/** Something that is made from a policy's text, with all that it asks for at that revision. */
export async function withPolicyAt<Made>(
  { revision, path }: Revision,
  make: (file: PolicyFile, source: PolicySource) => Made,
): Promise<Made> {
  const tree = await Tree.at(revision);
  const place = await tree.fromRoot(path);
  const file = await tree.text(place);
  const source = await TreeSource.beside(tree, place);
  for (;;) {
    const made = make(file, source);
    // What it asked for and git has not been asked for yet is read, and it is made anew.
    if (!(await source.fetch())) return made;
  }
}

class Tree {
  readonly #revision: string;
  readonly #commit: string;

  private constructor(revision: string, commit: string) {
    this.#revision = revision;
    this.#commit = commit;
  }

  static async at(revision: string): Promise<Tree> {
    try {
      const name = ["--verify", "--end-of-options", `${revision}^{commit}`];
      const { stdout } = await git("rev-parse", ...name);
      return new Tree(revision, stdout.trim());
    } catch (error) {
      throw gitFault(error, `there is no revision ${revision} here`);
    }
  }

  /** The path from the repository's root, as git reads it. */
  async fromRoot(path: string): Promise<string> {
    if (!/^\.{1,2}\//.test(path)) return posix.normalize(path);
    const { stdout } = await git("rev-parse", "--show-prefix");
    return posix.normalize(posix.join(pathIn(stdout), path));
  }

  async read(path: string): Promise<Uint8Array> {
    try {
      const { stdout } = await git(
        "cat-file",
        "blob",
        `${this.#commit}:${path}`,
      );
      return Buffer.from(stdout, "latin1");
    } catch (error) {
      throw gitFault(error, `${this.#revision} has no file ${path}`);
    }
  }

  async text(path: string): Promise<PolicyFile> {
    const bytes = await this.read(path);
    try {
      const decoder = new TextDecoder("utf-8", {
        fatal: true,
        ignoreBOM: true,
      });
      return { path: `${this.#revision}:${path}`, text: decoder.decode(bytes) };
    } catch (error) {
      throw new Fault("not-utf-8", `${this.#revision}:${path} is not UTF-8`, {
        hint: "a policy is text: save the file as UTF-8",
        cause: error,
      });
    }
  }

  /** The names of the policies in a folder; none where there is no folder. */
  async names(folder: string): Promise<readonly string[]> {
    const place = folder === "." ? this.#commit : `${this.#commit}:${folder}`;
    try {
      const { stdout } = await git(
        "ls-tree",
        "--full-tree",
        "-z",
        "--name-only",
        place,
      );
      return stdout
        .split("\0")
        .filter((name) => /^[a-z][a-z0-9-]*\.yaml$/.test(name))
        .map((name) => name.slice(0, -".yaml".length));
    } catch {
      return [];
    }
  }
}

/** A folder of policies with its groups, and the names that are in it. */
interface Shelf {
  readonly folder: string;
  readonly policies: readonly string[];
  readonly groups: readonly string[];
}

/** Policies beside a file, then those that ship: at the revision too, where git has them. */
class TreeSource implements PolicySource {
  readonly #tree: Tree;
  readonly #shelves: readonly Shelf[];
  /** Those on disk, where the package is no part of the repository. */
  readonly #shipped: PolicySource | undefined;
  readonly #files = new Map<string, PolicyFile>();
  readonly #asked = new Set<string>();

  private constructor(
    tree: Tree,
    shelves: readonly Shelf[],
    shipped: PolicySource | undefined,
  ) {
    this.#tree = tree;
    this.#shelves = shelves;
    this.#shipped = shipped;
  }

  static async beside(tree: Tree, path: string): Promise<TreeSource> {
    const shelf = async (folder: string): Promise<Shelf> => ({
      folder,
      policies: await tree.names(folder),
      groups: await tree.names(posix.join(folder, "groups")),
    });
    const own = await shelf(posix.dirname(path));
    const shippedFolder = await folderInRepository();
    const shipped =
      shippedFolder === undefined ? undefined : await shelf(shippedFolder);
    return shipped !== undefined && shipped.policies.length > 0
      ? new TreeSource(tree, [own, shipped], undefined)
      : new TreeSource(tree, [own], shippedSource());
  }

  policy(name: string, from: string): PolicyFile | undefined {
    const shelf = this.#shelves.find(({ policies }) => policies.includes(name));
    return shelf === undefined
      ? this.#shipped?.policy(name, from)
      : this.#find(posix.join(shelf.folder, `${name}.yaml`));
  }

  group(name: string, from: string): PolicyFile | undefined {
    const shelf = this.#shelves.find(({ groups }) => groups.includes(name));
    return shelf === undefined
      ? this.#shipped?.group(name, from)
      : this.#find(posix.join(shelf.folder, "groups", `${name}.yaml`));
  }

  policyNames(): readonly string[] {
    const own = this.#shelves.flatMap(({ policies }) => policies);
    return [...new Set([...own, ...(this.#shipped?.policyNames() ?? [])])];
  }

  groupNames(): readonly string[] {
    const own = this.#shelves.flatMap(({ groups }) => groups);
    return [...new Set([...own, ...(this.#shipped?.groupNames() ?? [])])];
  }

  /** Reads what was asked for in vain; whether there was anything. */
  async fetch(): Promise<boolean> {
    const missing = [...this.#asked];
    this.#asked.clear();
    const files = await Promise.all(
      missing.map((path) => this.#tree.text(path)),
    );
    missing.forEach((path, index) => {
      const file = files[index];
      if (file !== undefined) this.#files.set(path, file);
    });
    return missing.length > 0;
  }

  #find(path: string): PolicyFile | undefined {
    const file = this.#files.get(path);
    if (file === undefined) this.#asked.add(path);
    return file;
  }
}

/** Where the shipped policies lie in the repository; undefined where they are no part of it. */
async function folderInRepository(): Promise<string | undefined> {
  const { stdout } = await git("rev-parse", "--show-toplevel");
  const inside = relative(
    realpathSync(pathIn(stdout)),
    realpathSync(packageRoot),
  );
  if (inside.startsWith("..")) return undefined;
  return posix.join(inside.split(sep).join("/"), "policy");
}

const GIT_MS = 30_000;

function git(...args: readonly string[]): ReturnType<typeof ask> {
  return ask("git", args, { timeoutMs: GIT_MS, encoding: "latin1" });
}

/** A path that git printed: it was read byte by byte. */
function pathIn(stdout: string): string {
  return Buffer.from(stdout.trim(), "latin1").toString("utf8");
}

function gitFault(error: unknown, sentence: string): Fault {
  const { code, stderr } = error as { code?: unknown; stderr?: unknown };
  if (code === "ENOENT")
    return new Fault("no-git", "git is not here, and REV:PATH is read by it", {
      cause: error,
    });
  const said = typeof stderr === "string" ? stderr.trim() : "";
  const first = said.split("\n")[0] ?? "";
  return new Fault("unknown-revision", sentence, {
    ...(first === "" ? {} : { hint: `git says: ${first}` }),
    cause: error,
  });
}
