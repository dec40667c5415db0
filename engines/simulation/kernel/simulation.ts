import { eventHeap } from './event-heap.ts';

/** A run of a discrete-event model: time moves from one event to the next. */
export interface Simulation {
  /** The model's time; its unit is the model's. */
  now(): number;
  /** Has `what` happen so much later, not before now; of one moment, in the order of the calls. A delay that is no number or negative throws. */
  schedule(delay: number, what: () => void): void;
  /** Carries out all events up to a time, which it then is; how many they were. */
  run(until: number): number;
}

export function createSimulation(start = 0): Simulation {
  const events = eventHeap<() => void>();
  let time = start;
  return {
    now: () => time,
    schedule(delay, what) {
      if (!(delay >= 0)) throw new RangeError(`an event cannot lie ${delay} ahead`);
      events.push(time + delay, what);
    },
    run(until) {
      let count = 0;
      while (events.nextAt() <= until) {
        const next = events.pop();
        if (!next) break;
        time = next.at;
        next.what();
        count += 1;
      }
      time = Math.max(time, until);
      return count;
    },
  };
}
