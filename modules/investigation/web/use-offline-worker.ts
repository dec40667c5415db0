import { useEffect, useState } from 'react';
import offline from './offline.json';

/** Resolves when the worker has everything, or could not get it. `navigator.serviceWorker.ready` would wait for good where the page was reached from another. */
const settles = (worker: ServiceWorker): Promise<boolean> =>
  new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    };
    worker.addEventListener('statechange', look);
    look();
  });

/** Whether the page can be opened again without a connection: the browser keeps its files. Null: not known yet. */
export function useOfflineWorker(): boolean | null {
  const [ready, setReady] = useState<boolean | null>(null);
  useEffect(() => {
    let alive = true;
    const start = async () => {
      // Only over HTTPS, or on the machine itself, does a browser allow it.
      if (!navigator.serviceWorker) return false;
      const found = await navigator.serviceWorker.register(`${offline.page}.worker.js`, { scope: offline.page });
      const coming = found.active ?? found.waiting ?? found.installing;
      return coming !== null && settles(coming);
    };
    // Opened without a connection, it cannot be looked for anew; the one that opened the page is there.
    const known = () => Boolean(navigator.serviceWorker?.controller);
    void start()
      .catch(known)
      .then((done) => alive && setReady(done));
    return () => {
      alive = false;
    };
  }, []);
  return ready;
}
