import { useAddress } from '@songhua/ui/address.ts';
import { save, toCsv } from '@songhua/ui/chart-file.ts';
import { ChartTableView } from '@songhua/ui/chart-table.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Pagination, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Chains } from '../contract.ts';
import { ChainCanvas } from './chain-canvas.tsx';
import type { TabProps } from './tab-props.ts';

/** More doubts than anybody reads at once */
const faultsShown = 100;
const pageSize = 200;

/** Who infected whom: proposed from contacts, settled by people, with what is wrong and the figures that follow. */
export default function ChainsTab({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const navigate = useNavigate();
  const { get } = useAddress();
  const [shown, setShown] = useState<'picture' | 'table'>('picture');
  const [page, setPage] = useState(1);
  const base = `/outbreaks/${view.outbreak.id}`;
  const { data, error } = useApi<Chains>(`/api/investigation${base}/chains`);
  if (!data) return error ? <ProblemNotice error={error} /> : <div className="sh-skeleton iv-skeleton" />;
  const nameOf = new Map(data.nodes.map(({ id, serial, name }) => [id, `#${serial} ${name ?? ''}`.trim()]));
  const onsetOf = new Map(data.nodes.map(({ id, onset }) => [id, onset]));
  const said = (value: number | null) => (value === null ? '—' : formatNumber(value, 2, language));
  const table = {
    columns: [t('chains.infectee'), t('field.onset'), t('chains.infector'), t('chains.by')].map((title) => ({ title })),
    rows: data.pairs.map(({ infector, infectee, by }) => [
      nameOf.get(infectee) ?? '',
      onsetOf.get(infectee) ?? null,
      nameOf.get(infector) ?? '',
      t(`chains.${by}`),
    ]),
  };
  return (
    <section aria-label={t('tab.chains')}>
      <div className="sh-row iv-bar">
        <Segmented<'picture' | 'table'>
          size="small"
          aria-label={t('chains.view')}
          value={shown}
          options={(['picture', 'table'] as const).map((value) => ({ value, label: t(`chains.as-${value}`) }))}
          onChange={setShown}
        />
        <SearchBox label={t('chains.search')} className="iv-filter" />
        <Button
          size="small"
          onClick={() => save(`${t('tab.chains')}.csv`, new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }))}
        >
          CSV
        </Button>
      </div>
      {data.more && <p className="sh-quiet">{t('chains.more')}</p>}
      {shown === 'picture' ? (
        <ChainCanvas
          chains={data}
          q={get('q') ?? ''}
          onOpen={(id) => void navigate(`/investigation${base}/cases/${id}?tab=chains`)}
        />
      ) : (
        <>
          <ChartTableView
            name={t('tab.chains')}
            table={{ ...table, rows: table.rows.slice((page - 1) * pageSize, page * pageSize) }}
          />
          <Pagination
            size="small"
            hideOnSinglePage
            showSizeChanger={false}
            current={page}
            pageSize={pageSize}
            total={table.rows.length}
            onChange={setPage}
          />
        </>
      )}
      <dl className="iv-facts">
        {[
          ['chains.serial', `${said(data.serialInterval.mean)} (${said(data.serialInterval.deviation)})`],
          ['chains.median', said(data.serialInterval.median)],
          ['chains.offspring', said(data.offspring.mean)],
          ['chains.dispersion', said(data.offspring.dispersion)],
          ['chains.generations', data.generations.join(' → ')],
        ].map(([key, value]) => (
          <div key={key}>
            <dt>{t(String(key))}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {data.faults.length > 0 && (
        <>
          <h2>{t('chains.faults', { count: data.faults.length })}</h2>
          <ul>
            {data.faults.slice(0, faultsShown).map((one) => (
              <li key={`${one.infector} ${one.infectee} ${one.kind}`}>
                {nameOf.get(one.infector)} → {nameOf.get(one.infectee)}: {t(`fault.${one.kind}`, { days: one.days ?? '—' })}
              </li>
            ))}
          </ul>
          {data.faults.length > faultsShown && <p className="sh-quiet">{t('chains.more-faults', { count: faultsShown })}</p>}
        </>
      )}
    </section>
  );
}
