import { useEffect, useState } from 'react';

type Keys = Readonly<Record<string, () => void>>;

const kept = 'songhua.identity.keys';

/** Whether a key belongs to what one types into, or to a dialog over the page. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], .ant-modal, .ant-select') !== null;

/** Single keys that do what a button on the page does, unless one types. Who is disturbed by them switches them off, which is remembered. */
export function useKeys(keys: Keys) {
  const [on, setOn] = useState(() => localStorage.getItem(kept) !== 'off');
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTaken(event.target)) return;
      const deed = keys[event.key.toLowerCase()];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [keys, on]);
  const change = (next: boolean) => {
    setOn(next);
    localStorage.setItem(kept, next ? 'on' : 'off');
  };
  return [on, change] as const;
}
