interface Entry<T> {
  readonly at: number;
  readonly serial: number;
  readonly what: T;
}

/** What comes first by time leaves first; of one time, what was put in first. */
export interface EventHeap<T> {
  push(at: number, what: T): void;
  /** Null when it is empty. */
  pop(): { readonly at: number; readonly what: T } | null;
  /** Time of what leaves next; Infinity when it is empty. */
  nextAt(): number;
}

/** A binary heap over time and serial number: O(log n) for each of push and pop. */
export function eventHeap<T>(): EventHeap<T> {
  const heap: Entry<T>[] = [];
  let serial = 0;
  const before = (a: Entry<T>, b: Entry<T>): boolean => a.at < b.at || (a.at === b.at && a.serial < b.serial);
  const sink = (moved: Entry<T>): void => {
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (!left) break;
      const child = right && before(right, left) ? 2 * at + 2 : 2 * at + 1;
      const lower = heap[child] as Entry<T>;
      if (!before(lower, moved)) break;
      heap[at] = lower;
      at = child;
    }
    heap[at] = moved;
  };
  return {
    push(time, what) {
      const entry = { at: time, serial, what };
      serial += 1;
      let at = heap.push(entry) - 1;
      while (at > 0) {
        const up = (at - 1) >> 1;
        const parent = heap[up] as Entry<T>;
        if (!before(entry, parent)) break;
        heap[at] = parent;
        at = up;
      }
      heap[at] = entry;
    },
    pop() {
      const [first] = heap;
      const last = heap.pop();
      if (!first || !last) return null;
      if (heap.length > 0) sink(last);
      return { at: first.at, what: first.what };
    },
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
  };
}
