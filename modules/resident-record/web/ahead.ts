import type { Ahead } from '@songhua/ui/ahead.ts';
import { recordPath } from './record-path.ts';

/** The id in an address, as it is without the marks of an address; undefined where it is none. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Whoever opens the address of a record, of their own or of their patients asks for just that, before the page stands. Nothing is asked before
 * somebody opens it: each answer is a look at somebody, which the audit log keeps. A list under filters waits for the page, which reads them.
 */
export const ahead: Ahead = ({ pathname, search }) => {
  const patient = decoded(/^\/record\/([^/]+)/.exec(pathname)?.[1] ?? '');
  if (patient) return [recordPath(patient)];
  if (pathname === '/patients') return search === '' ? ['/api/resident-record/patients?limit=50&offset=0'] : [];
  if (pathname !== '/my-record' && !/^\/my-record\/(visits|entries)\//.test(pathname)) return [];
  const whose = new URLSearchParams(search).get('patient');
  return [`/api/resident-record/mine${whose ? `?${new URLSearchParams({ patient: whose })}` : ''}`];
};
