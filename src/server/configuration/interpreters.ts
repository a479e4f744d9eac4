/** The settings about interpreters and the packages that code finds. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Configuration } from "./model.js";
import type { SettingsReader } from "./reader.js";

export function readInterpreters(
  read: SettingsReader,
): Pick<
  Configuration,
  | "pythonPath"
  | "nodejsPath"
  | "pythonPackages"
  | "pythonRequirements"
  | "pipMirrorUrl"
> {
  return {
    pythonPath: readProgram(read, "python_path", "PYTHON_PATH"),
    nodejsPath: readProgram(read, "nodejs_path", "NODEJS_PATH"),
    pythonPackages: readPackagesFolder(read),
    pythonRequirements:
      read.text("python_requirements", "PYTHON_REQUIREMENTS")?.value ??
      "dependencies/python-requirements.txt",
    pipMirrorUrl: readMirror(read),
  };
}

/** One that is not there fails its own language's runs, and may still be installed. */
function readProgram(
  read: SettingsReader,
  path: string,
  variable: string,
): string | undefined {
  const program = read.text(path, variable);
  if (program?.value.includes("/") === true && !existsSync(program.value))
    read.warn(
      "no-such-program",
      `${path}: there is no ${program.value}, and without it no run of that language`,
      program.range,
    );
  return program?.value;
}

/** A folder that is made when something is installed: it, or what it is made in, is written to. */
function readPackagesFolder(read: SettingsReader): string | undefined {
  const folder = read.text("python_packages", "PYTHON_PACKAGES");
  if (folder === undefined) return undefined;
  let path = resolve(folder.value);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  try {
    if (!statSync(path).isDirectory()) throw new Error("it is a file");
    accessSync(path, constants.W_OK);
    return folder.value;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === "EACCES" || code === "EROFS"
        ? "this user may not write there"
        : message;
    read.error(
      "unwritable-folder",
      `python_packages: nothing can be written into ${path}: ${why}`,
      folder.range,
      "name a folder of the service's own",
    );
    return undefined;
  }
}

function readMirror(read: SettingsReader): string | undefined {
  const url = read.text("python_pip_mirror_url", "PIP_MIRROR_URL");
  if (url === undefined || /^https?:\/\/[^\s]+$/.test(url.value))
    return url?.value;
  read.error(
    "wrong-type",
    "python_pip_mirror_url must be an http or https URL",
    url.range,
  );
  return undefined;
}
