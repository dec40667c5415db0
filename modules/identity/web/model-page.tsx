import { DataTable } from '@songhua/ui/data-table.tsx';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ModelDetail } from '../contract.ts';
import { EvidenceBar } from './evidence-cell.tsx';
import { ThresholdScale } from './threshold-scale.tsx';
import './identity.css';

interface Row {
  readonly field: string;
  readonly code: string;
  readonly same: number;
  readonly other: number;
  readonly weight: number;
}

/** How the index decides: when by itself, when it asks, what each agreement counts, and what has come of it. */
export default function ModelPage() {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const model = useApi<ModelDetail>('/api/identity/model');
  const share = (value: number): string => `${formatNumber(value * 100, value < 0.001 ? 3 : 1, language)}%`;
  return (
    <>
      <PageHead title={t('model.title')} lead={t('model.lead')} />
      <Loaded query={model} rows={10}>
        {({ version, thresholds, comparisons, since, counts }) => (
          <>
            <p>
              {t('model.version', { version })} {since ? t('model.since', { at: formatTime(since, language) }) : t('model.usual')}
            </p>
            <ThresholdScale thresholds={thresholds} />
            <p className="sh-quiet">{t('model.source')}</p>
            <dl className="identity-counts">
              {(['registrations', 'people', 'linked', 'provisional', 'reviews'] as const).map((one) => (
                <div key={one}>
                  <dt>{t(`model.${one}`)}</dt>
                  <dd>
                    {one === 'reviews' ? (
                      <Link to="/identity/reviews">{counts[one]}</Link>
                    ) : (
                      formatNumber(counts[one], 0, language)
                    )}
                  </dd>
                </div>
              ))}
            </dl>
            <DataTable<Row>
              id="identity.model"
              caption={t('model.weights')}
              columns={[
                {
                  key: 'level',
                  title: t('model.level'),
                  rowHeader: true,
                  render: ({ field, code }) =>
                    t(`level.${field}.${code}`, { defaultValue: t(`level.any.${code}`, { defaultValue: code }) }),
                },
                {
                  key: 'weight',
                  title: t('model.weight'),
                  keep: true,
                  render: ({ weight }) => (
                    <span className="identity-evidence">
                      <EvidenceBar weight={weight} />
                      <span>{t('evidence.bits', { bits: weight.toFixed(1) })}</span>
                    </span>
                  ),
                },
                { key: 'same', title: t('model.same'), numeric: true, rank: 2, render: ({ same }) => share(same) },
                { key: 'other', title: t('model.other'), numeric: true, rank: 2, render: ({ other }) => share(other) },
              ]}
              rows={comparisons.flatMap(({ field, levels }) => levels.map((level) => ({ field, ...level })))}
              rowKey={({ field, code }) => `${field} ${code}`}
              groupOf={({ field }) => t(`field.${field}`, { defaultValue: field })}
            />
          </>
        )}
      </Loaded>
    </>
  );
}
