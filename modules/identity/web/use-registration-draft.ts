import { useCallback, useState } from 'react';
import { type Draft, emptyDraft } from './registration.ts';

const key = 'songhua.identity.draft';

function readKept(): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return typeof kept === 'object' && kept !== null ? { ...emptyDraft, ...kept } : emptyDraft;
  } catch {
    return emptyDraft;
  }
}

/** What is typed survives a reload of the page, in this window alone, until it is registered or emptied. */
export function useRegistrationDraft() {
  const [draft, setDraft] = useState(readKept);
  const change = useCallback((next: Draft) => {
    setDraft(next);
    try {
      if (next === emptyDraft) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing still holds it until the page is left.
    }
  }, []);
  return [draft, change] as const;
}
