import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { FileFault } from '../contract.ts';

interface Props {
  readonly faults: readonly FileFault[];
  /** What a column is called; not told: as everywhere. */
  readonly nameOf?: (field: string) => string | undefined;
}

/** What is wrong with a file, line by line. */
export function FileFaults({ faults, nameOf = () => undefined }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const columns: Column<FileFault>[] = [
    { key: 'line', title: t('file.line'), numeric: true, rowHeader: true, render: ({ line }) => line },
    {
      key: 'field',
      title: t('file.field'),
      render: ({ field }) => (field ? (nameOf(field) ?? t(`field.${field}`, { defaultValue: field })) : '—'),
    },
    { key: 'message', title: t('file.rule'), render: ({ message }) => message[language] },
    { key: 'value', title: t('file.value'), render: ({ value }) => value || '—' },
  ];
  return (
    <DataTable
      id="surveillance.faults"
      caption={t('file.faults', { count: faults.length })}
      columns={columns}
      rows={faults}
      rowKey={(fault) => `${fault.line} ${fault.field} ${fault.rule} ${fault.value}`}
      total={faults.length}
    />
  );
}
