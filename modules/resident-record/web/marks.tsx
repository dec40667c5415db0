import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useText } from '@songhua/ui/text.ts';
import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flag, Interpretation } from '../contract.ts';
import './record.css';

const up = 'M8 1.5 15 14H1Z';
const down = 'M8 14.5 15 2H1Z';

/** Outlines that differ without any colour: hollow outside the range, filled where it is critical. */
const shapes: Readonly<Record<Interpretation, ReactNode>> = {
  normal: <circle cx="8" cy="8" r="4" fill="currentColor" />,
  low: <path d={down} fill="none" stroke="currentColor" strokeWidth="2" />,
  high: <path d={up} fill="none" stroke="currentColor" strokeWidth="2" />,
  'critical-low': <path d={down} fill="currentColor" />,
  'critical-high': <path d={up} fill="currentColor" />,
  abnormal: <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="none" stroke="currentColor" strokeWidth="2" />,
};

const level: Readonly<Record<Interpretation, string>> = {
  normal: 'met',
  low: 'behind',
  high: 'behind',
  abnormal: 'behind',
  'critical-low': 'off-track',
  'critical-high': 'off-track',
};

export const isOutside = (one: Interpretation | null): boolean => one !== null && one !== 'normal';

/** Where a value lies beside its range: shape + word + colour. */
export function ResultMark({ of, said }: { readonly of: Interpretation; readonly said?: string | undefined }) {
  const { t } = useTranslation('resident-record');
  return (
    <span className={`sh-status sh-status-${level[of]}`}>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        {shapes[of]}
      </svg>
      <span>{said ?? t(`interpretation.${of}`)}</span>
    </span>
  );
}

const flagShape = { plain: 'none', attention: 'behind', warning: 'off-track' } as const;

/** A health flag; what it rests on by hover, focus and click. */
export function FlagMark({ flag, why }: { readonly flag: Flag; readonly why?: string | undefined }) {
  const text = useText();
  const shape = flagShape[flag.level];
  const said = (
    <>
      <StatusShape status={shape} />
      <span>
        {text(flag.title)}
        {flag.detail && <span className="sh-quiet"> {text(flag.detail)}</span>}
      </span>
    </>
  );
  const name = `record-flag sh-status-${shape}`;
  if (!why) return <span className={name}>{said}</span>;
  return (
    <Popover content={<div className="sh-popover-text">{why}</div>} trigger={['hover', 'focus', 'click']}>
      <button type="button" className={`sh-plain-button ${name}`}>
        {said}
      </button>
    </Popover>
  );
}
