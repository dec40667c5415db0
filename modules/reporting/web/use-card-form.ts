import type { FieldError } from '@songhua/kernel/result.ts';
import { ApiProblem } from '@songhua/ui/api.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { useEffect } from 'react';
import type { CardDetail } from '../contract.ts';

const none: readonly FieldError[] = [];

/** Sends a card and holds what is wrong with it by field; the first box that is wrong gets the cursor. */
export function useCardForm() {
  const { write, busy, error } = useWrite();
  const errors = error instanceof ApiProblem ? error.errors : none;
  useEffect(() => {
    const [first] = errors;
    if (first) document.getElementById(`reporting-${first.field.split('.').at(-1) ?? ''}`)?.focus();
  }, [errors]);
  const send = (method: 'POST' | 'PUT', path: string, body: object) => write<CardDetail>(method, path, body);
  return { send, busy, error, errors };
}
