/**
 * Makes `src/document/validator.generated.js`: the schemas of policies and groups as
 * functions. Generated here so that nothing generates code at run time.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const folder = join(
  dirname(fileURLToPath(import.meta.url)),
  "../../src/document",
);

const TYPES = `/** One fault that ajv found: https://ajv.js.org/api.html#error-objects */
export interface SchemaFault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Validate {
  (data: unknown): boolean;
  errors?: readonly SchemaFault[] | null;
}

export declare const policy: Validate;
export declare const group: Validate;
`;

/** Writes the validator and its types. Throws where a schema is wrong. */
export async function buildValidator() {
  const ajv = new Ajv({
    allErrors: true,
    ownProperties: true,
    code: { source: true, esm: true },
    allowUnionTypes: true,
    schemas: { policy: schema("policy"), group: schema("group") },
    // What editors show: nothing to check.
    keywords: ["markdownDescription", "enumDescriptions", "defaultSnippets"],
  });
  const code = (standaloneCode.default ?? standaloneCode)(ajv, {
    policy: "policy",
    group: "group",
  });
  const bundle = await build({
    stdin: { contents: code, resolveDir: folder, sourcefile: "validator.js" },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "warning",
    banner: {
      js: "/* Made by tools/build/validator.mjs from *.schema.json. */",
    },
  });
  const [output] = bundle.outputFiles;
  writeFileSync(join(folder, "validator.generated.js"), output.text);
  writeFileSync(join(folder, "validator.generated.d.ts"), TYPES);
}

function schema(name) {
  return JSON.parse(readFileSync(join(folder, `${name}.schema.json`), "utf8"));
}
