import { request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Typed } from '../contract.ts';

type Said = NonNullable<Typed['said']>;

/** ms without a key until what was typed is kept. */
const rest = 1_200;

/**
 * Keeps what is typed into a card by itself, on the server and for whoever types alone, and brings it back when the form is opened again: once
 * what was kept is of the card's version. `restored`: when it was kept; `discard` lets go of it.
 */
export function useTyped(card: string, version: number | null, isOn: boolean, restore: (said: Said) => void) {
  const language = useLanguage();
  const path = `/api/reporting/typed/${card}`;
  const [restored, setRestored] = useState<string | null>(null);
  const bring = useRef(restore);
  bring.current = restore;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!isOn) return;
    let isHere = true;
    request<Typed>(path, { language })
      .then(({ said, version: its, at }) => {
        if (!isHere || !said || its !== version) return;
        bring.current(said);
        setRestored(at);
      })
      // What cannot be brought back is typed once more: the form works without.
      .catch(() => {});
    return () => {
      isHere = false;
      clearTimeout(timer.current);
    };
  }, [path, version, isOn, language]);
  const keep = useCallback(
    (said: Said | null): void => {
      clearTimeout(timer.current);
      if (!isOn) return;
      const send = () => void request(path, { method: 'PUT', language, body: { said, version } }).catch(() => {});
      if (said === null) send();
      else timer.current = setTimeout(send, rest);
    },
    [path, version, isOn, language],
  );
  const stop = useCallback((): void => clearTimeout(timer.current), []);
  const discard = useCallback((): void => {
    keep(null);
    setRestored(null);
  }, [keep]);
  return { keep, stop, discard, restored };
}
