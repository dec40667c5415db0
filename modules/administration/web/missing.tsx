import { Tooltip } from 'antd';
import type { ReactNode } from 'react';

/** A dash with its reason where a text is missing. */
export function Missing({ text, reason }: { readonly text: ReactNode; readonly reason: string }) {
  if (text !== null && text !== undefined && text !== '') return text;
  return (
    <Tooltip title={reason} trigger={['hover', 'focus']}>
      <button type="button" className="sh-plain-button sh-missing" aria-label={reason}>
        —
      </button>
    </Tooltip>
  );
}
