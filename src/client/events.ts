/** Reads `text/event-stream` from bytes, however they are cut. */

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * The events of a body, in order; comments are left out. Whoever stops reading early closes
 * the connection.
 */
export async function* eventsOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let event = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const each of lines) {
        const line = each.endsWith("\r") ? each.slice(0, -1) : each;
        if (line !== "") {
          const [name, text] = fieldOf(line);
          if (name === "event") event = text;
          if (name === "data") data.push(text);
          continue;
        }
        if (data.length > 0) yield { event, data: data.join("\n") };
        event = "";
        data = [];
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** `name: text`; a comment has no name. */
function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  const text = line.slice(colon + 1);
  return [line.slice(0, colon), text.startsWith(" ") ? text.slice(1) : text];
}
