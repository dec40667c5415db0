import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusName } from './status.ts';
import './status-mark.css';

/** `none`: nothing is judged here. */
export type MarkName = StatusName | 'none';

/** A different outline for each status, so that no colour is needed to tell them apart. */
const shapes: Readonly<Record<MarkName, ReactNode>> = {
  met: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.6 8.2 7 10.6l4.4-5" fill="none" stroke="var(--sh-ground)" strokeWidth="1.8" />
    </>
  ),
  'on-track': <path d="M3 2.2 14 8 3 13.8Z" fill="currentColor" />,
  behind: <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="none" stroke="currentColor" strokeWidth="2" />,
  'off-track': (
    <>
      <rect x="1" y="1" width="14" height="14" rx="1" fill="currentColor" />
      <path d="M8 3.8v5M8 10.8v1.6" stroke="var(--sh-ground)" strokeWidth="2" />
    </>
  ),
  unknown: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2.6 2.2" />,
  none: <path d="M2.5 8h11" fill="none" stroke="currentColor" strokeWidth="2" />,
};

export const StatusShape = ({ status }: { readonly status: MarkName }) => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className={`sh-status-${status}`}>
    {shapes[status]}
  </svg>
);

interface StatusMarkProps {
  readonly status: MarkName;
  readonly why?: string | undefined;
  /** Said in place of the status' own word, where the same four levels bear other names. */
  readonly said?: string;
}

/** Shape + word + colour. With `why`, the rule that decided shows on hover, focus and click. */
export function StatusMark({ status, why, said }: StatusMarkProps) {
  const { t } = useTranslation('ui');
  const word = said ?? t(`status.${status}`);
  const mark = (
    <>
      <StatusShape status={status} />
      <span>{word}</span>
    </>
  );
  if (!why) return <span className={`sh-status sh-status-${status}`}>{mark}</span>;
  return (
    <Popover
      content={<div className="sh-popover-text">{why}</div>}
      title={t('status.rule')}
      trigger={['hover', 'focus', 'click']}
    >
      <button type="button" className={`sh-plain-button sh-status sh-status-${status}`} aria-label={`${word} · ${why}`}>
        {mark}
      </button>
    </Popover>
  );
}
