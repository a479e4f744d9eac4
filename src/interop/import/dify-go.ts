/** Reads the lists in DifySandbox's Go files, and nothing else of Go. */
import type { ArchName, PolicyFile } from "../../policy/model.js";
import type { Told } from "../told.js";
import type { ListedSyscall, SyscallList } from "./dify.js";
import {
  Cursor,
  reading,
  tokenize,
  Unreadable,
  type Lexicon,
  type Token,
} from "./tokens.js";

type Kind = "word" | "number" | "text" | "sign";

const GO: Lexicon<Kind> = [
  [undefined, /[ \t\r\n]+/y],
  [undefined, /\/\/[^\n]*/y],
  [undefined, /\/\*[^]*?\*\//y],
  ["word", /[A-Za-z_]\w*/y],
  ["number", /0[xX][0-9a-fA-F]+|[0-9]+/y],
  ["text", /"[^"\n]*"|`[^`]*`/y],
  ["sign", /[[\]{}(),.=;:*&<>!+-]/y],
];

/**
 * Undefined after a fault, which is told. `fallback` is for a file whose name and build
 * constraint name no arch.
 */
export function readGoLists(
  file: PolicyFile,
  fallback: readonly ArchName[],
  told: Told,
): readonly SyscallList[] | undefined {
  const tokens = tokenize(file, GO, told);
  const end = tokens.at(-1);
  if (end === undefined) return undefined;
  const arch = archOf(file);
  const arches = arch === undefined ? fallback : [arch];
  return reading(told, () =>
    new GoReader(new Cursor(tokens, end), arches, told).lists(),
  );
}

function archOf({ path, text }: PolicyFile): ArchName | undefined {
  const constraint = /^\/\/go:build (.*)$/m.exec(text)?.[1] ?? "";
  const words = `${constraint} ${path.replace(/^.*[/\\]/, "")}`;
  const found =
    /(?:^|[^a-z0-9])(amd64|arm64|386|arm|riscv64|ppc64le|s390x|loong64)(?![a-z0-9])/.exec(
      words.replaceAll("_", " "),
    )?.[1];
  return found === undefined ? undefined : GO_ARCHES.get(found);
}

const GO_ARCHES: ReadonlyMap<string, ArchName> = new Map([
  ["amd64", "x86_64"],
  ["arm64", "aarch64"],
  ["386", "i386"],
  ["arm", "arm"],
  ["riscv64", "riscv64"],
  ["ppc64le", "ppc64le"],
  ["s390x", "s390x"],
  ["loong64", "loongarch64"],
]);

/** Those that a file of declarations could have where a name should stand. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...["const", "func", "import", "package", "type", "var"],
]);

class GoReader {
  readonly #cursor: Cursor<Kind>;
  readonly #arches: readonly ArchName[];
  readonly #told: Told;
  readonly #constants = new Map<string, number>();

  constructor(cursor: Cursor<Kind>, arches: readonly ArchName[], told: Told) {
    this.#cursor = cursor;
    this.#arches = arches;
    this.#told = told;
  }

  lists(): readonly SyscallList[] {
    const lists: SyscallList[] = [];
    while (!this.#cursor.atEnd) {
      const word = this.#cursor.expectKind("word", `"var" or "const"`);
      switch (word.text) {
        case "package":
          this.#cursor.expectKind("word", "the package's name");
          break;
        case "import":
          this.#block(() => {
            this.#cursor.takeKind("word");
            this.#cursor.expectKind("text", "a package's path");
          });
          break;
        case "const":
          this.#block(() => this.#constant());
          break;
        case "var":
          this.#block(() => lists.push(this.#list()));
          break;
        default:
          throw new Unreadable(
            word.range,
            `"${word.text}" starts nothing that a list of syscalls has`,
            "import the file with the lists: internal/static/python_syscall/syscalls_amd64.go",
          );
      }
    }
    if (lists.length === 0)
      throw new Unreadable(
        this.#cursor.next.range,
        "this file holds no list of syscalls",
        "lists are written var ALLOW_SYSCALLS = []int{ ... }",
      );
    return lists;
  }

  /** One declaration, or several in parentheses. */
  #block(one: () => void): void {
    if (this.#cursor.takeText("(") === undefined) {
      one();
      return;
    }
    while (this.#cursor.takeText(")") === undefined) {
      one();
      this.#cursor.takeText(";");
    }
  }

  #constant(): void {
    const { text } = this.#name("a constant's name");
    if (this.#cursor.next.kind === "word") this.#name("a type or =");
    this.#cursor.expect("=");
    this.#constants.set(text, this.#number());
  }

  #name(what: string): Token<Kind> {
    const token = this.#cursor.expectKind("word", what);
    if (KEYWORDS.has(token.text))
      throw new Unreadable(
        token.range,
        `here should be ${what}, not Go's "${token.text}"`,
      );
    return token;
  }

  #number(): number {
    const { text, range } = this.#cursor.expectKind("number", "a number");
    const octal = /^0[0-7]+$/.test(text);
    const value = Number(octal ? `0o${text.slice(1)}` : text);
    if (!Number.isInteger(value) || value > 0xffffffff)
      throw new Unreadable(range, `${text} is no syscall's number`);
    return value;
  }

  #list(): SyscallList {
    const name = this.#name("a list's name");
    this.#cursor.expect("=");
    for (const sign of ["[", "]", "int", "{"]) this.#cursor.expect(sign);
    const syscalls: ListedSyscall[] = [];
    while (this.#cursor.takeText("}") === undefined) {
      syscalls.push(this.#syscall());
      if (this.#cursor.next.text !== "}") this.#cursor.expect(",");
    }
    return { role: this.#role(name), arches: this.#arches, syscalls };
  }

  #role({ text, range }: Token<Kind>): SyscallList["role"] {
    if (/ERR/.test(text)) return "errno";
    if (/NETWORK/.test(text)) return "network";
    if (!/ALLOW/.test(text))
      this.#told.error(
        "unknown-list",
        `"${text}" is none of DifySandbox's lists`,
        range,
        "they are ALLOW_SYSCALLS, ALLOW_ERROR_SYSCALLS (or ERROR_CODE_SYSCALLS) and ALLOW_NETWORK_SYSCALLS",
      );
    return "allow";
  }

  #syscall(): ListedSyscall {
    const { range } = this.#cursor.next;
    if (this.#cursor.next.kind === "number")
      return { name: undefined, number: this.#number(), range };
    let word = this.#cursor.expectKind("word", "a syscall");
    if (this.#cursor.takeText(".") !== undefined)
      word = this.#cursor.expectKind("word", "a syscall");
    const number = this.#constants.get(word.text);
    if (number !== undefined)
      return { name: undefined, number, range: word.range };
    const name = /^SYS_(\w+)$/.exec(word.text)?.[1];
    if (name === undefined)
      throw new Unreadable(
        word.range,
        `"${word.text}" is no syscall`,
        "write syscall.SYS_NAME or a number",
      );
    return { name: name.toLowerCase(), number: undefined, range: word.range };
  }
}
