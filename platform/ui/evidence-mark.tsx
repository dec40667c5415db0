import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './status-mark.css';

export type { Evidence };

const shapes: Readonly<Record<Evidence, ReactNode>> = {
  published: <path d="M3 1.5h7l3 3v10H3ZM5 7h6M5 10h6" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  entered: <path d="m2.5 13.5.8-3.2 7.6-7.6 2.4 2.4-7.6 7.6Z" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  computed: (
    <path
      d="M2.5 5.5h11M2.5 10.5h11M8 2.2v.1M8 13.7v.1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
    />
  ),
  synthetic: <path d="M8 1.6 14.6 14H1.4Z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.4 1.6" />,
};

/** What a figure rests on: published, entered, computed or synthetic. `asOf` is the date of the fact, `source` its document. */
export function EvidenceMark({ evidence, note }: { readonly evidence: Evidence | null; readonly note?: string }) {
  const { t } = useTranslation('ui');
  if (!evidence) return <span className="sh-quiet">—</span>;
  const meaning = [t(`evidence.${evidence}-long`), note].filter(Boolean).join('\n');
  return (
    <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{meaning}</span>} trigger={['hover', 'focus']}>
      <button
        type="button"
        className={`sh-plain-button sh-evidence sh-evidence-${evidence}`}
        aria-label={`${t(`evidence.${evidence}`)} · ${meaning}`}
      >
        <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
          {shapes[evidence]}
        </svg>
        {t(`evidence.${evidence}`)}
      </button>
    </Tooltip>
  );
}
