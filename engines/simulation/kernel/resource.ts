import type { Simulation } from './simulation.ts';

/** Places of one kind (beds, crews, servers) that are taken and given back. */
export interface Resource {
  /** Takes a place now, or when one is free, in the order of asking; then calls `granted`. False: it waits at no place, for the queue is full. */
  take(granted: () => void): boolean;
  /** Gives one place back; who waits longest gets it. */
  release(): void;
  /** Changes how many places there are from now on; places in use beyond it are not taken away, they are not given out again. */
  resize(capacity: number): void;
  readonly inUse: () => number;
  readonly waiting: () => number;
  /** Place-time in use, and waiting-time, since the beginning: their means are these by the length of time. */
  readonly measured: () => { readonly inUse: number; readonly waiting: number };
}

/** `longest`: how many may wait at most. */
export function createResource(simulation: Simulation, capacity: number, longest = Number.POSITIVE_INFINITY): Resource {
  let places = capacity;
  let used = 0;
  const queue: (() => void)[] = [];
  let head = 0;
  let since = simulation.now();
  let usedTime = 0;
  let waitedTime = 0;
  const waiting = (): number => queue.length - head;
  const measure = (): void => {
    const span = simulation.now() - since;
    since = simulation.now();
    usedTime += used * span;
    waitedTime += waiting() * span;
  };
  const grant = (): void => {
    while (used < places && waiting() > 0) {
      const next = queue[head] as () => void;
      head += 1;
      if (head > 1024 && head * 2 > queue.length) {
        queue.splice(0, head);
        head = 0;
      }
      used += 1;
      next();
    }
  };
  return {
    take(granted) {
      measure();
      if (used >= places && waiting() >= longest) return false;
      queue.push(granted);
      grant();
      return true;
    },
    release() {
      if (used === 0) throw new RangeError('a place was given back that nobody had');
      measure();
      used -= 1;
      grant();
    },
    resize(next) {
      measure();
      places = next;
      grant();
    },
    inUse: () => used,
    waiting,
    measured: () => {
      measure();
      return { inUse: usedTime, waiting: waitedTime };
    },
  };
}
