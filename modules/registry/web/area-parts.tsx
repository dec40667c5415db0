import { useAddress } from '@songhua/ui/address.ts';
import { Chart } from '@songhua/ui/chart.tsx';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AreaDetail } from '../contract.ts';
import { AreaLink } from './area-link.tsx';
import { partsOption } from './parts-option.ts';

type Row = AreaDetail['parts'][number];
const measures = ['institutions', 'beds', 'staff', 'bedsPer1000', 'staffPer1000'] as const;

/** Bars of more parts than this are a table. */
const mostBars = 16;

/** The parts of an area beside each other: bars of one measure, and a table of all. */
export function AreaParts({ area }: { readonly area: AreaDetail }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const navigate = useNavigate();
  const offered = measures.filter((one) => area.parts.some((part) => part[one] !== null));
  const measure = offered.find((one) => one === get('measure')) ?? 'institutions';
  const isRate = measure.endsWith('1000');
  const decimals = isRate ? 2 : 0;
  const marks = useMemo(
    () =>
      area.parts.map((part) => ({
        area: part.code,
        value: part[measure],
        reason: t(isRate ? 'missing.rate' : `missing.${measure}`),
      })),
    [area.parts, measure, isRate, t],
  );
  const figure = (key: (typeof measures)[number], rank: 1 | 2 | 3): Column<Row> => ({
    key,
    title: t(`parts-of.${key}`),
    numeric: true,
    rank,
    render: (row) => (
      <Value
        value={row[key]}
        decimals={key.endsWith('1000') ? 2 : 0}
        reason={t(key.endsWith('1000') ? 'missing.rate' : `missing.${key}`)}
      />
    ),
  });
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t('column.area'),
      rowHeader: true,
      render: (row) => <AreaLink code={row.code}>{row.name[language]}</AreaLink>,
    },
    {
      key: 'population',
      title: t('area.population'),
      unit: t('unit.staff'),
      numeric: true,
      rank: 2,
      render: (row) => <Value value={row.population} reason={t('missing.population')} />,
    },
    figure('institutions', 1),
    figure('beds', 1),
    figure('bedsPer1000', 3),
    figure('staff', 2),
    figure('staffPer1000', 3),
    { key: 'evidence', title: t('column.evidence'), rank: 3, render: ({ evidence }) => <EvidenceMark evidence={evidence} /> },
  ];
  const title = t(area.level === 'county' || area.level === 'zone' ? 'area.towns' : 'area.parts');
  return (
    <section className="registry-section">
      {area.parts.length <= mostBars && (
        <>
          <p className="sh-row sh-no-print registry-bar">
            <Segmented
              size="small"
              aria-label={t('map.count')}
              value={measure}
              onChange={(next) => set({ measure: next === 'institutions' ? null : next })}
              options={offered.map((value) => ({ value, label: t(`parts-of.${value}`) }))}
            />
          </p>
          {area.level === 'city' && (
            <div className="registry-map">
              <AreaMap
                name={t('map.by-area', { what: t(`parts-of.${measure}`) })}
                kind={isRate ? 'rate' : 'count'}
                marks={marks}
                valueTitle={t(`parts-of.${measure}`)}
                decimals={decimals}
                onSelect={(code) => void navigate(`/registry/areas/${code}`)}
              />
            </div>
          )}
          <Chart
            name={`${title}: ${t(`parts-of.${measure}`)}`}
            height={Math.max(120, 26 * area.parts.length + 30)}
            option={(palette) => partsOption(area.parts, measure, decimals, language, palette)}
            table={{
              columns: [{ title: t('column.area') }, { title: t(`parts-of.${measure}`), numeric: true }],
              rows: area.parts.map((part) => [part.name[language], part[measure]]),
            }}
          />
        </>
      )}
      <DataTable
        id="registry.area-parts"
        caption={title}
        columns={columns}
        rows={area.parts}
        rowKey={(row) => row.code}
        total={area.parts.length}
        toolbar={<h2>{title}</h2>}
        actions={<ExportLinks path={`/api/registry/areas/${area.code}/export`} />}
      />
    </section>
  );
}
