/** The policies and groups that ship, by their paths below `policy/`. */
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../policy/", import.meta.url);

export const shipped: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...readdirSync(folder),
    ...readdirSync(new URL("groups/", folder)).map((name) => `groups/${name}`),
  ]
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]),
);
