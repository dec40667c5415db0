import type { StatusName } from '@songhua/ui/status.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';

/** A state as shape, word and colour. */
export function AuditMark({ status, word, why }: { readonly status: StatusName; readonly word: string; readonly why?: string }) {
  return (
    <span className={`sh-status sh-status-${status}`} title={why}>
      <StatusShape status={status} />
      <span>{word}</span>
    </span>
  );
}

/** How a request ended. */
export const outcomeOf = (status: number): 'done' | 'refused' | 'failed' => {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
};

export const outcomeShapes = { done: 'met', refused: 'behind', failed: 'off-track' } as const;
