/**
 * The `#if`s that a line of C stands under, and whether they hold where some symbols are
 * known and others are not. It knows `defined`, `&&`, `||`, `!` and parentheses: what stands
 * around syscall definitions; all else is unknown, never guessed.
 */

/** The conditions in force at the end of `text`, outermost first; `#else` is a `!(...)`. */
export function conditionsOf(text: string): string[] {
  const open: { taken: string[]; now: string }[] = [];
  const joined = text.replace(/\\\n/g, " ");
  for (const [, word, rest = ""] of joined.matchAll(
    /^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif)\b(.*)$/gm,
  )) {
    const top = open.at(-1);
    const condition = rest.replace(/\/\/.*/, "").trim();
    if (word === "ifdef")
      open.push({ taken: [], now: `defined(${condition})` });
    else if (word === "ifndef") {
      open.push({ taken: [], now: `!defined(${condition})` });
    } else if (word === "if") open.push({ taken: [], now: condition });
    else if (word === "endif") open.pop();
    else if (top !== undefined) {
      top.taken.push(top.now);
      top.now = word === "elif" ? condition : "1";
    }
  }
  return open.flatMap(({ taken, now }) => [
    ...taken.map((condition) => `!(${condition})`),
    now,
  ]);
}

type Known = boolean | undefined;

/** Whether `condition` holds; undefined where that rests on a symbol `value` does not know. */
export function conditionHolds(
  condition: string,
  value: (symbol: string) => Known,
): Known {
  const tokens = condition.match(/&&|\|\||[!()]|\w+|[^\s\w]/g) ?? [];
  let at = 0;

  const or = (): Known => {
    let left = and();
    while (tokens[at] === "||") {
      at++;
      const right = and();
      if (left === true || right === true) left = true;
      else left = left === false && right === false ? false : undefined;
    }
    return left;
  };
  const and = (): Known => {
    let left = not();
    while (tokens[at] === "&&") {
      at++;
      const right = not();
      if (left === false || right === false) left = false;
      else left = left === true && right === true ? true : undefined;
    }
    return left;
  };
  const not = (): Known => {
    const token = tokens[at++];
    if (token === "!") {
      const inner = not();
      return inner === undefined ? undefined : !inner;
    }
    if (token === "(") {
      const inner = or();
      at++;
      return inner;
    }
    if (token === "defined" || token === "IS_ENABLED") {
      const parenthesis = tokens[at] === "(" ? 1 : 0;
      const symbol = tokens[at + parenthesis] ?? "";
      at += 1 + 2 * parenthesis;
      return value(symbol);
    }
    if (token === "0") return false;
    return token === "1" ? true : undefined;
  };

  const answer = or();
  return at < tokens.length ? undefined : answer;
}
