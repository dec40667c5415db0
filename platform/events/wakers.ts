/** Workers of this process by their database: whoever appended an event wakes the one that hands it on. */
const wakers = new WeakMap<object, () => void>();

export const wakeBy = (home: object, wake: () => void): void => void wakers.set(home, wake);
export const wakeWorker = (home: object): void => wakers.get(home)?.();
