import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import type { InstitutionDetail } from '../contract.ts';

type Fact = InstitutionDetail['facts'][number];

export function InstitutionFacts({ id, facts }: { readonly id: string; readonly facts: readonly Fact[] }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const columns: Column<Fact>[] = [
    { key: 'title', title: t('fact.measure'), rowHeader: true, render: ({ title }) => title[language] },
    {
      key: 'value',
      title: t('fact.value'),
      numeric: true,
      render: ({ value, unit }) => <Value value={value} decimals={Number.isInteger(value) ? 0 : 2} unit={unit[language]} />,
    },
    { key: 'asOf', title: t('fact.as-of'), rank: 2, render: ({ asOf }) => formatDate(asOf, language) },
    {
      key: 'evidence',
      title: t('column.evidence'),
      render: ({ evidence, source }) => <EvidenceMark evidence={evidence} {...(source && { note: source })} />,
    },
  ];
  return (
    <section className="registry-section">
      <h2>{t('institution.facts')}</h2>
      <DataTable
        id="registry.facts"
        caption={t('institution.facts')}
        columns={columns}
        rows={facts}
        rowKey={({ measure }) => measure}
        total={facts.length}
        actions={facts.length > 0 && <ExportLinks path={`/api/registry/institutions/${encodeURIComponent(id)}/export`} />}
        empty={t('institution.no-facts')}
      />
    </section>
  );
}
