import { useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { City, CityFacility, KindSummary, RuleCheck } from '../contract.ts';
import { Conversions } from './conversions.tsx';
import { DesignateButton } from './designate.tsx';
import { RuleMark } from './marks.tsx';
import './surge.css';

/** The answer first: what is missing, and what must convert when. */
function Answer({ city: { rules, forecast, conversions } }: { readonly city: City }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const missed = rules.filter(({ state }) => state === 'missed');
  const proposed = conversions.filter(({ state }) => state === 'proposed').length;
  return (
    <section className="su-answer" aria-label={t('answer.title')}>
      <p className="su-verdict">
        <StatusMark
          status={missed.length === 0 ? 'met' : 'off-track'}
          said={missed.length === 0 ? t('answer.all-met') : t('answer.missing', { count: missed.length })}
        />
        {proposed > 0 && <StatusMark status="behind" said={t('answer.proposed', { count: proposed })} />}
      </p>
      {missed.length > 0 && (
        <ul className="su-list">
          {missed.map((check) => (
            <li key={`${check.rule} ${check.area}`}>
              {check.areaName ? `${check.areaName[language]}: ` : ''}
              {t(`missing.${check.rule}`, { count: check.missing })}{' '}
              <Link to={`/plan/clauses/${check.clause}`}>{check.clause}</Link>
            </li>
          ))}
        </ul>
      )}
      {rules.some(({ evidence }) => evidence === 'synthetic') && <p className="sh-quiet">{t('answer.synthetic')}</p>}
      <h2 className="su-when">{t('answer.when')}</h2>
      {forecast ? (
        <>
          <ul className="su-list su-sentences">
            {forecast.sentences.slice(0, 8).map((said) => (
              <li key={said.en}>{said[language]}</li>
            ))}
          </ul>
          <p className="sh-quiet">
            <Link to={`/surge/forecast/${forecast.id}`}>{t('answer.by-forecast', { title: forecast.title })}</Link>
            {forecast.sentences.length > 8 && ` · ${t('answer.more', { count: forecast.sentences.length - 8 })}`}
          </p>
        </>
      ) : (
        <p className="sh-quiet">
          {t('answer.no-forecast')} <Link to="/surge/forecast">{t('forecast.title')}</Link>
        </p>
      )}
    </section>
  );
}

function useRuleColumns(): Column<RuleCheck>[] {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const show = (value: number, unit: RuleCheck['unit']): string =>
    unit === 'share' ? `${formatNumber(value * 100, 1, language)}%` : formatNumber(value, 0, language);
  return [
    {
      key: 'rule',
      title: t('rules.rule'),
      rowHeader: true,
      render: (row) => (
        <>
          {row.areaName ? `${row.areaName[language]}: ` : ''}
          {row.summary[language]}
          {row.note && <span className="su-under">{row.note[language]}</span>}
        </>
      ),
    },
    { key: 'state', title: t('rules.state'), keep: true, render: (row) => <RuleMark check={row} /> },
    { key: 'found', title: t('rules.found'), numeric: true, render: (row) => show(row.found, row.unit) },
    {
      key: 'wanted',
      title: t('rules.wanted'),
      numeric: true,
      render: (row) => (row.wanted === null ? '—' : show(row.wanted, row.unit)),
    },
    { key: 'missing', title: t('rules.missing'), numeric: true, render: (row) => (row.state === 'missed' ? row.missing : '—') },
    {
      key: 'clause',
      title: t('rules.clause'),
      rank: 2,
      render: (row) => <Link to={`/plan/clauses/${row.clause}`}>{row.clause}</Link>,
    },
    { key: 'evidence', title: t('evidence'), rank: 2, render: (row) => <EvidenceMark evidence={row.evidence} /> },
  ];
}

function useKindColumns(): Column<KindSummary>[] {
  const { t } = useTranslation('surge');
  const use = (part: { wards: number; beds: number; occupied: number; stale?: number }) =>
    part.wards === 0 ? '—' : `${t('kinds.use', { ...part })}${part.stale ? ` · ${t('kinds.stale', { count: part.stale })}` : ''}`;
  return [
    { key: 'kind', title: t('kinds.kind'), rowHeader: true, render: ({ kind }) => t(`kind.${kind}`) },
    { key: 'wards', title: t('kinds.wards'), numeric: true, rank: 2, render: ({ wards }) => wards },
    { key: 'beds', title: t('kinds.beds'), numeric: true, render: ({ beds }) => beds },
    { key: 'records', title: t('kinds.records'), render: ({ records }) => use(records) },
    { key: 'reported', title: t('kinds.reported'), render: ({ reported }) => use(reported) },
    { key: 'unknown', title: t('kinds.unknown'), numeric: true, rank: 2, render: ({ unknown }) => unknown },
  ];
}

function useFacilityColumns(): Column<CityFacility>[] {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const kept = useKept();
  return [
    {
      key: 'name',
      title: t('facilities.hospital'),
      rowHeader: true,
      render: (row) => (
        <>
          <Link to={`/surge/${row.institution}${kept}`}>{row.name}</Link>
          <span className="su-under">
            {row.areaName[language]} · {t(`status.${row.status}`)}
          </span>
        </>
      ),
    },
    { key: 'beds', title: t('facilities.beds'), numeric: true, render: ({ beds }) => beds },
    { key: 'icu', title: t('facilities.icu'), numeric: true, render: ({ icu }) => icu },
    { key: 'convertible', title: t('facilities.convertible'), numeric: true, render: ({ convertible }) => convertible },
    {
      key: 'use',
      title: t('facilities.use'),
      numeric: true,
      render: ({ known, occupied }) =>
        known === 0 ? <Value value={null} reason={t('facilities.use-unknown')} /> : `${occupied}/${known}`,
    },
    { key: 'quick', title: t('facilities.quick'), numeric: true, rank: 2, render: ({ quick }) => quick },
    { key: 'under-way', title: t('facilities.under-way'), numeric: true, rank: 2, render: ({ underWay }) => underWay },
    { key: 'evidence', title: t('evidence'), rank: 2, render: ({ evidence }) => <EvidenceMark evidence={evidence} /> },
  ];
}

function Content({ city }: { readonly city: City }) {
  const { t } = useTranslation('surge');
  const [rules, kinds, facilities] = [useRuleColumns(), useKindColumns(), useFacilityColumns()];
  return (
    <>
      <Answer city={city} />
      <Conversions list={city.conversions} times={city.times} mayManage={city.mayManage} />
      <h2>{t('rules.title')}</h2>
      <DataTable
        id="surge.rules"
        caption={t('rules.title')}
        columns={rules}
        rows={city.rules}
        rowKey={({ rule, area }) => `${rule} ${area}`}
        total={city.rules.length}
      />
      <h2>{t('facilities.title')}</h2>
      <DataTable
        id="surge.facilities"
        caption={t('facilities.title')}
        columns={facilities}
        rows={city.facilities}
        rowKey={({ institution }) => institution}
        groupOf={({ kind }) => t(`facility-kind.${kind}`)}
        total={city.facilities.length}
        empty={t('facilities.empty')}
        toolbar={city.mayManage && <DesignateButton />}
        actions={<ExportLinks path="/api/surge/wards/export" />}
      />
      <h2>{t('kinds.title')}</h2>
      <DataTable
        id="surge.kinds"
        caption={t('kinds.title')}
        columns={kinds}
        rows={city.kinds}
        rowKey={({ kind }) => kind}
        total={city.kinds.length}
        notice={<p className="sh-quiet">{t('kinds.note')}</p>}
      />
    </>
  );
}

/** What is ready, what is missing, and what must convert when. */
export default function CityPage() {
  const { t } = useTranslation('surge');
  const query = useApi<City>('/api/surge/city');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}>
        <Link to="/surge/forecast">{t('forecast.title')}</Link>
        <Link to="/surge/continuity">{t('continuity.title')}</Link>
      </PageHead>
      <Loaded query={query} rows={12}>
        {(city) => <Content city={city} />}
      </Loaded>
    </>
  );
}
