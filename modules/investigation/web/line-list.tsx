import { useAddress, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type CaseLine, type CaseList, type Classification, classification, outcome } from '../contract.ts';
import type { TabProps } from './tab-props.ts';

export const classMarks: Readonly<Record<Classification, MarkName>> = {
  suspected: 'behind',
  clinical: 'on-track',
  confirmed: 'off-track',
  carrier: 'unknown',
  excluded: 'none',
};

/** The line list (病例一览表): who fell ill when and where, and who says what they have. */
export default function LineList({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { person } = useParams();
  const { get, set } = useAddress();
  const kept = useKept(true);
  const { post, busy } = usePost();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { limit, offset, paging } = usePaging();
  const path = `/api/investigation/outbreaks/${view.outbreak.id}/cases`;
  const filter = {
    classification: get('classification'),
    outcome: get('outcome'),
    q: get('q'),
    sort: get('sort') ?? '-serial',
  };
  const list = useApi<CaseList>(path, { ...filter, limit, offset });
  const missing = <span title={t('missing')}>—</span>;
  const columns: Column<CaseLine>[] = [
    ...(view.mayWrite
      ? [
          {
            key: 'choose',
            title: t('choose'),
            render: ({ id, serial }: CaseLine) => (
              <Checkbox
                aria-label={t('choose-one', { serial })}
                checked={chosen.includes(id)}
                onChange={({ target }) => setChosen((now) => (target.checked ? [...now, id] : now.filter((one) => one !== id)))}
              />
            ),
          },
        ]
      : []),
    {
      key: 'name',
      title: t('field.name'),
      rowHeader: true,
      sort: 'serial',
      render: (one) => (
        <Link to={`/investigation/outbreaks/${view.outbreak.id}/cases/${one.id}${kept}`}>
          #{one.serial} {one.name ?? t('unnamed')}
          <span className="iv-under">
            {[one.sex && t(`sex.${one.sex}`), one.age !== null && t('age', { age: one.age })].filter(Boolean).join(' ')}
          </span>
        </Link>
      ),
    },
    {
      key: 'onset',
      title: t('field.onset'),
      sort: 'onset',
      keep: true,
      render: ({ onset }) => (onset ? formatDate(onset, language) : missing),
    },
    {
      key: 'classification',
      title: t('field.classification'),
      keep: true,
      render: ({ classification: word, classified }) => (
        <StatusMark
          status={classMarks[word]}
          said={t(`class.${word}`)}
          why={t(`by.${classified.kind}`, { by: t(`rule.${classified.by}`, { defaultValue: classified.by }) })}
        />
      ),
    },
    { key: 'outcome', title: t('field.outcome'), keep: true, rank: 2, render: (one) => t(`outcome.${one.outcome}`) },
    { key: 'town', title: t('field.town'), rank: 2, render: (one) => one.townName?.[language] ?? missing },
    {
      key: 'place',
      title: t('field.place'),
      rank: 3,
      render: (one) => [one.school, one.work].filter(Boolean).join(' · ') || missing,
    },
    { key: 'exposure', title: t('field.exposure'), rank: 3, render: (one) => one.exposure ?? missing },
    { key: 'phone', title: t('field.phone'), rank: 3, hidden: true, render: (one) => one.phone ?? missing },
    {
      key: 'card',
      title: t('field.card'),
      rank: 3,
      render: ({ card }) => (card ? <Link to={`/reporting/cards/${card}`}>{t('field.card')}</Link> : missing),
    },
  ];
  const choice = (name: 'classification' | 'outcome', of: string, values: readonly string[]) => (
    <Select
      allowClear
      className="iv-filter"
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      value={filter[name] ?? null}
      options={values.map((value) => ({ value, label: t(`${of}.${value}`) }))}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  const bulk = (name: 'classification' | 'outcome', of: string, values: readonly string[]) => (
    <Select
      className="iv-filter"
      aria-label={t(`bulk.${name}`)}
      placeholder={t(`bulk.${name}`)}
      value={null}
      disabled={busy}
      options={values.map((value) => ({ value, label: t(`${of}.${value}`) }))}
      onChange={(value: string) =>
        void post(`${path}/classify`, { people: chosen, [name]: value }, t('saved')).then(() => setChosen([]))
      }
    />
  );
  return (
    <DataTable
      id="investigation.cases"
      caption={t('tab.cases')}
      columns={columns}
      rows={list.data?.items}
      error={list.data ? undefined : list.error}
      onRetry={() => void list.refetch()}
      rowKey={({ id }) => id}
      total={list.data?.total}
      current={person}
      sort={filter.sort}
      onSort={(next) => set({ sort: next, offset: null })}
      paging={paging}
      empty={t(filter.classification || filter.outcome || filter.q ? 'cases.no-match' : 'cases.empty')}
      notice={list.data?.more && <p className="sh-quiet">{t('more')}</p>}
      toolbar={
        chosen.length > 0 ? (
          <>
            <span>{t('chosen', { count: chosen.length })}</span>
            {bulk('classification', 'class', classification.options)}
            {bulk('outcome', 'outcome', outcome.options)}
          </>
        ) : (
          <>
            {choice('classification', 'class', classification.options)}
            {choice('outcome', 'outcome', outcome.options)}
            <SearchBox label={t('cases.search')} className="iv-search" />
          </>
        )
      }
      actions={<ExportLinks path={`${path}/export`} query={filter} />}
    />
  );
}
