import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndicatorDetail } from '../contract.ts';
import { baselineText, expectedText, gapText, targetText, unitOf } from './figures.ts';
import { TargetView } from './target-view.tsx';

/** Baseline, today, expected, target and gap side by side, then the status with the rule in words. */
export function IndicatorFigures({ detail: { item, at } }: { readonly detail: IndicatorDetail }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const { current, format, decimals, target } = item;
  const unit = unitOf(item);
  const goal = targetText(item, language);
  const inWords = target.text && target.text !== goal ? target.text : null;
  const figures: readonly (readonly [string, ReactNode, ReactNode])[] = [
    [
      t('column.baseline'),
      baselineText(item, language) ?? <Value value={null} reason={t('missing.baseline')} />,
      item.baseline.year,
    ],
    [
      t('column.current'),
      <Value key="now" value={current.value} format={format} decimals={decimals} reason={current.reason} />,
      current.asOf && formatDate(current.asOf, language),
    ],
    [
      t('column.expected'),
      expectedText(item, language) ?? <Value key="expected" value={null} reason={t('missing.expected')} />,
      formatDate(at, language),
    ],
    [
      t('column.target'),
      <TargetView key="target" item={item} />,
      [target.date ? formatDate(target.date, language) : target.year, inWords].filter(Boolean).join(' · '),
    ],
    [
      t('column.gap'),
      gapText(item.gap, language) ?? <Value value={null} reason={t(item.status === 'met' ? 'missing.gap-met' : 'missing.gap')} />,
      item.gap && t('indicator.gap-note'),
    ],
  ];
  return (
    <section aria-label={t('indicator.figures')}>
      <div className="sh-row">
        <StatusMark status={item.status} />
        <span className="sh-quiet">
          {item.dimension[language]} · {t(`nature.${item.nature}`)}
          {unit && ` · ${t('indicator.unit', { unit })}`}
        </span>
        <EvidenceMark
          evidence={current.evidence}
          {...(current.asOf && { note: t('as-of', { date: formatDate(current.asOf, language) }) })}
        />
      </div>
      <p>{item.why[language]}</p>
      <dl className="plan-figures">
        {figures.map(([label, figure, note]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {figure}
              {note && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {current.value === null && current.reason && current.reason !== item.why[language] && (
        <p className="sh-quiet">{current.reason}</p>
      )}
      {item.notes.map((note) => (
        <p key={note.zh} className="sh-quiet plan-note">
          {note[language]}
        </p>
      ))}
    </section>
  );
}
