import type { Column } from '@songhua/ui/data-table.tsx';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import type { ChangeRow } from '../contract.ts';

const mostFields = 12;

function Fields({
  row,
  t,
  language,
}: {
  readonly row: ChangeRow;
  readonly t: TFunction<'registry'>;
  readonly language: Language;
}) {
  const { fields } = row;
  if (fields.length === 0) return null;
  return (
    <dl className="registry-fields">
      {fields.slice(0, mostFields).map(({ field, title, before, after }) => (
        <div key={field}>
          <dt title={field}>{title?.[language] ?? <code>{field}</code>}</dt>
          <dd>
            <del>{before ?? t('history.nothing')}</del> → <ins>{after ?? t('history.nothing')}</ins>
          </dd>
        </div>
      ))}
      {fields.length > mostFields && <p className="sh-quiet">{t('history.more', { count: fields.length - mostFields })}</p>}
    </dl>
  );
}

export const historyColumns = (t: TFunction<'registry'>, language: Language): Column<ChangeRow>[] => [
  {
    key: 'resource',
    title: t('history.resource'),
    rowHeader: true,
    render: ({ type, id, version, what }) => (
      <>
        {t(`history.${what}`)}{' '}
        <a href={`/fhir/R4/${type}/${encodeURIComponent(id)}/_history/${version}`} target="_blank" rel="noreferrer">
          {type}/{id}
        </a>{' '}
        <span className="sh-quiet">v{version}</span>
      </>
    ),
  },
  { key: 'fields', width: '48%', title: t('history.fields'), render: (row) => <Fields row={row} t={t} language={language} /> },
  { key: 'source', title: t('history.source'), rank: 2, render: ({ source }) => source && <span lang="zh-CN">{source}</span> },
];
