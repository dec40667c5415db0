import { useEffect } from 'react';

/** ms without a key. */
const rest = 250;

/** Typing is never blocked: what follows from what is typed follows when the fingers rest, without blanks around it. */
export function useAtRest(typed: string, follow: (text: string) => void): void {
  useEffect(() => {
    const soon = setTimeout(() => follow(typed.trim()), rest);
    return () => clearTimeout(soon);
  }, [typed, follow]);
}
