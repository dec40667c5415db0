import { type Outlines, outlines } from 'virtual:songhua-outlines';
import { useEffect, useState } from 'react';

export type { Outlines };

/** The outlines of a city: fetched when first asked for; null when the page was built without any for it. */
export function useOutlines(city: string | undefined): Outlines | null | undefined {
  const fetcher = city === undefined ? undefined : outlines[city];
  const [found, setFound] = useState<{ readonly city: string | undefined; readonly outlines: Outlines } | undefined>();
  useEffect(() => {
    let alive = true;
    void fetcher?.().then((one) => alive && setFound({ city, outlines: one.default }));
    return () => {
      alive = false;
    };
  }, [fetcher, city]);
  if (city === undefined) return undefined;
  if (!fetcher) return null;
  return found?.city === city ? found.outlines : undefined;
}
