/** The lines of a unit as systemd splits them: settings with their words, sections, comments. */
import type { Range } from "../../document/diagnostic.js";
import { placesOf } from "../../document/places.js";
import type { PolicyFile } from "../../policy/model.js";
import { CHARACTERS_MAX } from "../data.js";
import type { Told } from "../told.js";

/** A word of a setting. */
export interface Word {
  readonly text: string;
  readonly range: Range;
}

export interface Setting {
  readonly key: string;
  readonly words: readonly Word[];
  readonly range: Range;
  /** Undefined above the first one, as in a piece of a unit. */
  readonly section: string | undefined;
}

/** The unit's lines of `KEY=VALUE`; a line that ends with a backslash goes on in the next. */
export function settingsOf(file: PolicyFile, told: Told): readonly Setting[] {
  const places = placesOf(file);
  const { text } = file;
  if (text.length > CHARACTERS_MAX) {
    const range = places.range(0, 1);
    told.error("file-too-large", "this file is larger than 1 MiB", range);
    return [];
  }
  const settings: Setting[] = [];
  let start = 0;
  let section: string | undefined;
  let going: (Setting & { readonly words: Word[] }) | undefined;
  for (const line of text.split("\n")) {
    const content = line.replace(/\r$/, "");
    const isComment = /^\s*[#;]/.test(content);
    const from = start;
    start += line.length + 1;
    // A comment between continued lines is skipped, and the value goes on.
    if (isComment) continue;
    const goesOn = content.endsWith("\\");
    const body = goesOn ? content.slice(0, -1) : content;
    let at = 0;
    if (going === undefined) {
      if (/^\s*$/.test(body)) continue;
      // One that goes on would hold the next line too: systemd refuses the unit.
      const opens = goesOn ? null : /^\s*\[(.*)\]\s*$/.exec(body);
      if (opens !== null) {
        section = opens[1] ?? "";
        continue;
      }
      const key = /^\s*([A-Za-z0-9-]+)\s*=/.exec(body);
      if (key === null) {
        told.error(
          "unit-syntax",
          "this line is neither a setting nor a section",
          places.range(from, from + Math.max(1, body.length)),
          "settings are written KEY=VALUE",
        );
        continue;
      }
      at = key[0].length;
      const range = places.range(from, from + at);
      going = { key: key[1] ?? "", words: [], range, section };
    }
    // A quote is part of a name there (load-fragment.c takes words without EXTRACT_UNQUOTE).
    for (const { 0: text, index } of body.slice(at).matchAll(/\S+/g)) {
      const begin = from + at + index;
      const range = places.range(begin, begin + text.length);
      going.words.push({ text, range });
    }
    if (!goesOn) {
      settings.push(going);
      going = undefined;
    }
  }
  if (going !== undefined) settings.push(going);
  return settings;
}
