/**
 * HTML from text that nobody vouches for: the template escapes whatever is put into it, and
 * markup comes from templates alone.
 */

const written: unique symbol = Symbol("written");

/** Markup that a template made. */
export interface Html {
  readonly [written]: string;
}

export type Content = string | number | Html | undefined | readonly Content[];

/** The template's own text as it is, everything put into it escaped. */
export function markup(
  strings: TemplateStringsArray,
  ...values: readonly Content[]
): Html {
  let text = strings[0] ?? "";
  values.forEach((value, index) => {
    text += rendered(value) + (strings[index + 1] ?? "");
  });
  return { [written]: text };
}

/** Text that stands in the page as it is: our own style sheet and script, whose digests the policy of the page names. */
export function raw(text: string): Html {
  return { [written]: text };
}

export function textOf(one: Html): string {
  return one[written];
}

function rendered(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string" || typeof content === "number")
    return escaped(String(content));
  return isMany(content) ? content.map(rendered).join("") : content[written];
}

function isMany(
  content: Html | readonly Content[],
): content is readonly Content[] {
  return Array.isArray(content);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * What reorders or hides text where it is read: controls, and the marks by which a line of a
 * policy could look like another one.
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex -- These are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (one) => ENTITIES[one] ?? "")
    .replace(
      UNSEEN,
      (one) =>
        `⟨U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
    );
}
