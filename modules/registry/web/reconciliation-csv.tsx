import { DownloadOutlined } from '@ant-design/icons';
import { save, toCsv } from '@songhua/ui/chart-file.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Reconciliation } from '../contract.ts';

type Row = Reconciliation['items'][number];

/** The rows in view as a file. The server hands out the whole list only, and an export holds exactly what is filtered. */
export function ReconciliationCsv({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const titles = ['measure', 'unit', 'published', 'registry', 'difference', 'status', 'source'] as const;
  const file = () => {
    const [measure, ...others] = titles.map((name) => ({ title: t(`reconciliation.${name}`) }));
    const columns = [...(measure ? [measure] : []), { title: t('column.area') }, ...others];
    const cells = rows.map((row) => [
      row.title[language],
      row.area.name[language],
      row.unit[language],
      row.published,
      row.registry,
      row.difference,
      t(`reconciliation.${row.status}`),
      row.source,
    ]);
    save(`${t('reconciliation.title')}.csv`, new Blob([toCsv({ columns, rows: cells })], { type: 'text/csv;charset=utf-8' }));
  };
  return (
    <Button
      type="link"
      size="small"
      icon={<DownloadOutlined />}
      onClick={file}
      aria-label={t('ui:table.export', { format: 'CSV' })}
    >
      CSV
    </Button>
  );
}
