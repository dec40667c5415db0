import { useEffect, useState } from 'react';
import offline from './offline.json';

/** Whether the page can be opened again without a connection: the browser keeps its files. Null: not known yet. */
export function useOfflineWorker(): boolean | null {
  const [ready, setReady] = useState<boolean | null>(null);
  useEffect(() => {
    let alive = true;
    const start = async () => {
      // Only over HTTPS, or on the machine itself, does a browser allow it.
      if (!navigator.serviceWorker) return false;
      await navigator.serviceWorker.register(`${offline.page}.worker.js`, { scope: offline.page });
      await navigator.serviceWorker.ready;
      return true;
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
