/** What the soak runs: mostly small programs with an answer of their own, and the tests' programs. */
import { randomBytes } from "node:crypto";
import type {
  Language,
  RunRequest,
  RunResult,
} from "../../src/runtime/model.js";
import {
  complaints,
  programFiles,
  type ProgramFile,
} from "../../test/runtime/program-file.js";

export interface SoakJob {
  readonly language: Language;
  readonly name: string;
  make(): {
    readonly request: RunRequest;
    complaintsOf(result: RunResult): readonly string[];
  };
}

const FOLDERS: Readonly<Record<Language, "python" | "nodejs">> = {
  python3: "python",
  nodejs: "nodejs",
};

/** A program that leaves its token wherever the next could find it, and looks for others'. */
const SMALL: Readonly<Record<Language, string>> = {
  python3: `
import os, sys
found = [name for folder in (".", "/tmp", "/dev/shm") for name in os.listdir(folder) if name.startswith("token-")]
token = sys.stdin.read()
for folder in (".", "/tmp", "/dev/shm"):
    open(f"{folder}/token-{token}", "x").close()
print(token, found)
`,
  nodejs: `
const fs = require("node:fs");
const folders = [".", "/tmp", "/dev/shm"];
const found = folders.flatMap((folder) => fs.readdirSync(folder)).filter((name) => name.startsWith("token-"));
const token = fs.readFileSync(0, "utf8");
for (const folder of folders) fs.writeFileSync(folder + "/token-" + token, "", { flag: "wx" });
console.log(token, found);
`,
};

function small(language: Language): SoakJob {
  return {
    language,
    name: `${language} with a token`,
    make() {
      const token = randomBytes(16).toString("hex");
      return {
        request: { code: SMALL[language], stdin: token },
        complaintsOf: ({ exit, stdout, stderr }) =>
          stdout === `${token} []\n` && exit.kind === "exit" && exit.code === 0
            ? []
            : [`${JSON.stringify(exit)} ${JSON.stringify(stdout)} ${stderr}`],
      };
    },
  };
}

function ofProgram(language: Language, program: ProgramFile): SoakJob {
  const { code, args, stdin, limits } = program;
  return {
    language,
    name: `${language} ${program.name}`,
    make: () => ({
      request: { code, args, stdin, limits },
      complaintsOf: (result) => complaints(program, result),
    }),
  };
}

const languages: readonly Language[] = ["python3", "nodejs"];

function programsOf(kind: "ordinary" | "hostile"): SoakJob[] {
  return languages.flatMap((language) =>
    programFiles(FOLDERS[language], kind)
      .filter(({ needs, arch }) => needs.length === 0 && arch === undefined)
      // Whose environment is without the soak's own mark.
      .filter(({ name }) => !name.startsWith("environment-"))
      .map((program) => ofProgram(language, program)),
  );
}

/** For each program of the tests so many small ones: runs that take seconds must not fill the hour. */
const SMALL_PER_PROGRAM = 8;

const programs = [...programsOf("ordinary"), ...programsOf("hostile")];

/** One of these at random is the next. */
export const jobs: readonly SoakJob[] = [
  ...programs,
  ...programs.flatMap(() =>
    Array.from({ length: SMALL_PER_PROGRAM / languages.length }, () =>
      languages.map((language) => small(language)),
    ).flat(),
  ),
];
