import { useCallback, useState } from 'react';

/** A text that survives a reload of the page, until it is emptied. `sent` empties it unless more was typed since. */
export function useDraft(key: string) {
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  const change = useCallback(
    (next: string) => {
      setText(next);
      if (next) sessionStorage.setItem(key, next);
      else sessionStorage.removeItem(key);
    },
    [key],
  );
  const sent = useCallback(
    (what: string) =>
      setText((now) => {
        if (now !== what) return now;
        sessionStorage.removeItem(key);
        return '';
      }),
    [key],
  );
  return [text, change, sent] as const;
}
