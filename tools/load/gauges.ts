/** What the service says of itself while it is under load. */

export interface Gauges {
  readonly memoryMib: number;
  readonly descriptors: number;
}

export async function gauges(
  url: string,
  key: string | undefined,
): Promise<Gauges> {
  const response = await fetch(`${url}/metrics`, {
    headers: key === undefined ? {} : { "x-api-key": key },
  });
  const text = await response.text();
  const valueOf = (name: string): number =>
    Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  return {
    memoryMib: valueOf("process_resident_memory_bytes") / 2 ** 20,
    descriptors: valueOf("process_open_fds"),
  };
}

/** The mean of the second quarter of `values`, when all is warm, and of the last. */
export function drift(values: readonly number[]): readonly [number, number] {
  const quarter = Math.max(1, Math.floor(values.length / 4));
  const mean = (some: readonly number[]): number =>
    some.reduce((sum, value) => sum + value, 0) / some.length;
  return [
    mean(values.slice(quarter, 2 * quarter)),
    mean(values.slice(-quarter)),
  ];
}
