/** Policies and groups from memory: for tests, pages and services. */
import type { PolicyFile, PolicySource } from "./model.js";

/** `files` by path: `NAME.yaml` is a policy, `groups/NAME.yaml` a group. */
export function memorySource(
  files: Readonly<Record<string, string>>,
): PolicySource {
  const texts = new Map(Object.entries(files));
  const file = (path: string): PolicyFile | undefined => {
    const text = texts.get(path);
    return text === undefined ? undefined : { path, text };
  };
  const names = (folder: string): readonly string[] =>
    [...texts.keys()].flatMap((path) => {
      const name = path.startsWith(folder)
        ? path.slice(folder.length)
        : undefined;
      return name !== undefined && /^[^/]+\.yaml$/.test(name)
        ? [name.slice(0, -".yaml".length)]
        : [];
    });
  return {
    policy: (name) => file(`${name}.yaml`),
    group: (name) => file(`groups/${name}.yaml`),
    policyNames: () => names(""),
    groupNames: () => names("groups/"),
  };
}
