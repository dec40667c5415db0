import { ApiProblem } from '@songhua/ui/api.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { useEffect, useMemo, useState } from 'react';
import type { CardDetail } from '../contract.ts';

type Said = Readonly<Record<string, unknown>>;

/** What is said at a path as refusals name it, `fields.extra.route`. */
function at(fields: Said, field: string): unknown {
  const [, ...names] = field.split('.');
  let value: unknown = fields;
  for (const name of names) value = (value as Said | undefined)?.[name];
  return value;
}

/**
 * Sends a card and holds what is wrong with it by field until something else stands there; the first box that is wrong gets the cursor. `now`:
 * what the boxes say.
 */
export function useCardForm(now: Said) {
  const { write, busy, error } = useWrite();
  const [sent, setSent] = useState<Said>({});
  const wrong = useMemo(() => (error instanceof ApiProblem ? error.errors : []), [error]);
  const errors = wrong.filter(({ field }) => at(sent, field) === at(now, field));
  useEffect(() => {
    const [first] = wrong;
    if (first) document.getElementById(`reporting-${first.field.split('.').at(-1) ?? ''}`)?.focus();
  }, [wrong]);
  const send = (method: 'POST' | 'PUT', path: string, body: object) => {
    setSent(now);
    return write<CardDetail>(method, path, body);
  };
  const isMended = wrong.length > 0 && errors.length === 0;
  return { send, busy, error: isMended ? null : error, errors };
}
