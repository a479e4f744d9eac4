/** Plain data as block YAML: for objects whose texts are words of a format. */

export function yamlOf(value: unknown): string {
  return `${linesOf(value, "").join("\n")}\n`;
}

function linesOf(value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => {
      if (!isCollection(item)) return [`${indent}- ${scalar(item)}`];
      const [first = "", ...rest] = linesOf(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  return Object.entries(value ?? {}).flatMap(
    ([key, one]: [string, unknown]) => {
      if (one === undefined) return [];
      if (!isCollection(one)) return [`${indent}${key}: ${scalar(one)}`];
      const inner = Array.isArray(one) ? indent : `${indent}  `;
      return [`${indent}${key}:`, ...linesOf(one, inner)];
    },
  );
}

function isCollection(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).length > 0
  );
}

function scalar(value: unknown): string {
  if (typeof value === "string")
    return /^[A-Za-z_@][\w./@-]*$/.test(value) &&
      !/^(true|false|null|yes|no|on|off)$/i.test(value)
      ? value
      : JSON.stringify(value);
  if (typeof value === "bigint" || typeof value === "number")
    return String(value);
  return Array.isArray(value) ? "[]" : "{}";
}
