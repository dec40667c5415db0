import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LatestResult } from '../contract.ts';
import { useViewAddress } from './addresses.ts';
import { isOutside, ResultMark } from './marks.tsx';
import { Section } from './section.tsx';
import { SourceLine } from './source-line.tsx';
import { TrendLine } from './trend-line.tsx';
import { boundsOf } from './use-range.ts';
import { sayDay } from './when.ts';
import './results.css';

const few = 8;

/** The latest value of one measurement beside its range, and how it came there. */
function ResultRow({ result }: { readonly result: LatestResult }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const viewAt = useViewAddress();
  const { points, range, interpretation } = result;
  const spoken = points.map(({ at, value }) => `${sayDay(at, language)} ${value}`).join(language === 'zh' ? '，' : ', ');
  return (
    <tr>
      <th scope="row">
        {result.source.isNew && <strong className="record-new">{t('new')}</strong>}{' '}
        <Link to={viewAt('results', { codes: result.key })}>{result.name}</Link>
      </th>
      <td className="sh-number record-keep">
        <strong>{result.latest.text}</strong>
      </td>
      <td className="record-keep">{interpretation && <ResultMark of={interpretation} />}</td>
      <td className="sh-quiet record-keep record-wide-only">{boundsOf(range)}</td>
      <td className="record-trend-cell">
        {points.length > 1 && (
          <TrendLine
            points={points}
            low={range?.low ?? null}
            high={range?.high ?? null}
            label={t('result.trend', { name: result.name, values: spoken })}
          />
        )}
      </td>
      <td>
        <SourceLine source={{ ...result.source, isNew: false }} />
      </td>
    </tr>
  );
}

/** Measurements whose latest value lies outside its range, newest first, each with a small line of what it was before. */
export function AbnormalList({ results }: { readonly results: readonly LatestResult[] }) {
  const { t } = useTranslation('resident-record');
  const viewAt = useViewAddress();
  const [all, setAll] = useState(false);
  const outside = results
    .filter(({ interpretation }) => isOutside(interpretation))
    .toSorted((a, b) => Date.parse(b.source.at ?? '') - Date.parse(a.source.at ?? '') || 0);
  const shown = all ? outside : outside.slice(0, few);
  return (
    <Section
      className="record-later"
      title={t('section.abnormal')}
      count={outside.length}
      extra={
        results.length > 0 && (
          <Link className="sh-no-print" to={viewAt('results')}>
            {t('result.every', { count: results.length })}
          </Link>
        )
      }
    >
      {outside.length === 0 ? (
        <p className="sh-quiet">{t(results.length === 0 ? 'none.results' : 'none.abnormal')}</p>
      ) : (
        <div className="record-scroll">
          <table className="record-table">
            <caption className="sh-visually-hidden">{t('section.abnormal')}</caption>
            <thead className="sh-visually-hidden">
              <tr>
                {['name', 'value', 'state', 'range', 'course', 'source'].map((one) => (
                  <th key={one} scope="col" className={one === 'range' ? 'record-wide-only' : undefined}>
                    {t(`result.column.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <ResultRow key={one.key} result={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {outside.length > few && (
        <Button type="link" size="small" className="sh-no-print" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'fewer' : 'all', { count: outside.length })}
        </Button>
      )}
    </Section>
  );
}
