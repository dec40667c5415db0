import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Timeliness } from '../contract.ts';
import { toBox } from './card-values.ts';
import './reporting.css';

type Row = Timeliness['rows'][number];
type Measure =
  | 'rate'
  | 'rate2'
  | 'rate24'
  | 'onsetToVisitDays'
  | 'visitToDiagnosisDays'
  | 'onsetToDiagnosisDays'
  | 'diagnosisToReportHours';
const groups = ['area', 'institution', 'disease'] as const;

/** How timely are the reports of a period, and where are they late? */
export default function TimelinessPage() {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const { get, set } = useAddress();
  const today = toBox(new Date()).slice(0, 10);
  const filter = { by: get('by') ?? 'area', from: get('from') ?? `${today.slice(0, 8)}01`, to: get('to') ?? today };
  const query = useApi<Timeliness>('/api/reporting/timeliness', filter);
  const figure = (key: 'cards' | 'inTime' | 'late' | 'overdue'): Column<Row> => ({
    key,
    title: t(`timeliness.${key}`),
    numeric: true,
    render: (row) => formatNumber(row[key], 0, language),
  });
  const measured = (key: Measure, unit: string): Column<Row> => ({
    key,
    title: t(`timeliness.${key}`),
    unit,
    numeric: true,
    render: (row) => {
      const value = row[key];
      return value === null ? <span title={t('timeliness.none')}>—</span> : formatNumber(value, 1, language);
    },
  });
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: t(`timeliness.by-${filter.by}`), rowHeader: true, render: ({ name }) => name[language] },
    ...(['cards', 'inTime', 'late', 'overdue'] as const).map(figure),
    measured('rate', '%'),
    measured('rate2', '%'),
    measured('rate24', '%'),
    measured('onsetToVisitDays', t('timeliness.days')),
    measured('visitToDiagnosisDays', t('timeliness.days')),
    measured('onsetToDiagnosisDays', t('timeliness.days')),
    measured('diagnosisToReportHours', t('timeliness.hours')),
  ];
  return (
    <>
      <PageHead title={t('timeliness.title')} lead={t('timeliness.lead')} />
      <DataTable
        id="reporting.timeliness"
        caption={t('timeliness.title')}
        columns={columns}
        rows={query.data?.rows}
        error={query.data ? undefined : query.error}
        onRetry={() => void query.refetch()}
        rowKey={({ key }) => key}
        total={query.data?.rows.length}
        empty={t('timeliness.empty')}
        toolbar={
          <>
            <Segmented<string>
              aria-label={t('timeliness.by')}
              value={filter.by}
              options={groups.map((value) => ({ value, label: t(`timeliness.by-${value}`) }))}
              onChange={(value) => set({ by: value === 'area' ? null : value })}
            />
            {(['from', 'to'] as const).map((name) => (
              <Input
                key={name}
                type="date"
                style={{ width: 150 }}
                aria-label={t(`timeliness.${name}`)}
                value={filter[name]}
                onChange={({ target }) => set({ [name]: target.value || null })}
              />
            ))}
          </>
        }
        actions={<ExportLinks path="/api/reporting/timeliness/export" query={filter} />}
      />
    </>
  );
}
