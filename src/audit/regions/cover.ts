/**
 * Sets of points in a small grid as few boxes: a box is a choice of indices on each axis,
 * and holds every point that is made of them. Exact: the boxes hold the set's points alone.
 */
export interface Box {
  /** For each axis the indices that belong to the box, ascending. */
  readonly axes: readonly (readonly number[])[];
}

/** A grid by the length of each axis; the last axis is the quickest. */
export class Grid {
  readonly lengths: readonly number[];
  readonly size: number;
  readonly #strides: readonly number[];

  constructor(lengths: readonly number[]) {
    this.lengths = lengths;
    const strides: number[] = [];
    let size = 1;
    for (const length of [...lengths].reverse()) {
      strides.unshift(size);
      size *= length;
    }
    this.#strides = strides;
    this.size = size;
  }

  /** The index on `axis` of the point. */
  at(point: number, axis: number): number {
    const stride = this.#strides[axis] ?? 1;
    return Math.floor(point / stride) % (this.lengths[axis] ?? 1);
  }

  /** Calls `see` with every point of the box until it answers false; whether it never did. */
  every(axes: readonly (readonly number[])[], see: (point: number) => boolean) {
    const walk = (axis: number, base: number): boolean => {
      const indices = axes[axis];
      if (indices === undefined) return see(base);
      const stride = this.#strides[axis] ?? 1;
      return indices.every((index) => walk(axis + 1, base + index * stride));
    };
    return walk(0, 0);
  }
}

/** Few boxes that hold the points that are in `set`, and no other. */
export function boxesOf(grid: Grid, set: Uint8Array): readonly Box[] {
  const covered = new Uint8Array(grid.size);
  const boxes: Box[] = [];
  for (let point = 0; point < grid.size; point++) {
    if (set[point] !== 1 || covered[point] === 1) continue;
    const box = largestAround(grid, set, point);
    grid.every(box.axes, (inside) => {
      covered[inside] = 1;
      return true;
    });
    boxes.push(box);
  }
  return withoutNeedless(grid, boxes);
}

/** The larger of the boxes that grow along the axes in this order or in the other one. */
function largestAround(grid: Grid, set: Uint8Array, point: number): Box {
  const order = grid.lengths.map((_, axis) => axis);
  const some = [order, [...order].reverse()].map((axes) =>
    grown(grid, set, point, axes),
  );
  const size = ({ axes }: Box): number =>
    axes.reduce((product, indices) => product * indices.length, 1);
  return some.reduce((best, one) => (size(one) > size(best) ? one : best));
}

function grown(
  grid: Grid,
  set: Uint8Array,
  point: number,
  order: readonly number[],
): Box {
  const axes: (readonly number[])[] = grid.lengths.map((_, axis) => [
    grid.at(point, axis),
  ]);
  for (const axis of order) {
    const indices = axes[axis] ?? [];
    const found: number[] = [];
    for (let index = 0; index < (grid.lengths[axis] ?? 1); index++) {
      const isIn =
        indices.includes(index) ||
        grid.every(axes.with(axis, [index]), (inside) => set[inside] === 1);
      if (isIn) found.push(index);
    }
    axes[axis] = found;
  }
  return { axes };
}

function withoutNeedless(grid: Grid, boxes: readonly Box[]): readonly Box[] {
  if (boxes.length < 2) return boxes;
  const counts = new Uint32Array(grid.size);
  const count = ({ axes }: Box, by: number): void => {
    grid.every(axes, (point) => {
      counts[point] = (counts[point] ?? 0) + by;
      return true;
    });
  };
  for (const box of boxes) count(box, 1);
  return boxes.filter((box) => {
    const isNeeded = !grid.every(box.axes, (point) => (counts[point] ?? 0) > 1);
    if (!isNeeded) count(box, -1);
    return isNeeded;
  });
}

/** The boxes without what others of them hold too: less of each is told. */
export function reducedBoxes(
  grid: Grid,
  boxes: readonly Box[],
): readonly Box[] {
  if (boxes.length < 2) return boxes;
  const counts = new Uint32Array(grid.size);
  const count = (axes: Box["axes"], by: number): void => {
    grid.every(axes, (point) => {
      counts[point] = (counts[point] ?? 0) + by;
      return true;
    });
  };
  for (const { axes } of boxes) count(axes, 1);
  return boxes.map(({ axes }) => {
    let left = axes;
    axes.forEach((indices, axis) => {
      // Where an axis says nothing, it goes on saying nothing.
      if (indices.length === grid.lengths[axis]) return;
      for (const index of indices) {
        const own = left[axis] ?? [];
        const slice = left.with(axis, [index]);
        if (
          own.length < 2 ||
          !grid.every(slice, (point) => (counts[point] ?? 0) > 1)
        )
          continue;
        count(slice, -1);
        left = left.with(
          axis,
          own.filter((one) => one !== index),
        );
      }
    });
    return { axes: left };
  });
}
