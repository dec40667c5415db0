import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { type Language, useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FileResult, FormSpec } from '../contract.ts';
import { FileFaults } from './file-faults.tsx';
import { sendFile } from './send-file.ts';

type Row = FileResult['rows'][number];

const faultsOf = (spec: FormSpec, language: Language) => (field: string) =>
  spec.fields.find(({ name }) => name === field)?.title[language];

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const mayRead = useMay('surveillance.read');
  const columns: Column<Row>[] = [
    { key: 'line', title: t('file.line'), numeric: true, rowHeader: true, render: ({ line }) => line },
    { key: 'area', title: t('field.area'), keep: true, render: (row) => row.areaName[language] },
    { key: 'place', title: t('field.place'), rank: 2, render: ({ place }) => place ?? '—' },
    { key: 'subject', title: t('field.subject'), render: (row) => row.subjectName[language] },
    { key: 'window', title: t('field.window'), keep: true, rank: 2, render: ({ from, to }) => `${from} – ${to}` },
    { key: 'observed', title: t('field.observed'), numeric: true, render: ({ observed }) => observed },
    {
      key: 'signal',
      title: t('file.became'),
      keep: true,
      render: ({ signal, isNew }) =>
        signal && mayRead ? (
          <Link to={`/surveillance/signals/${signal}`}>{t(isNew ? 'file.new' : 'file.again')}</Link>
        ) : (
          t(signal ? (isNew ? 'file.new' : 'file.again') : 'file.waits')
        ),
    },
  ];
  return (
    <DataTable
      id="surveillance.file"
      caption={t('file.rows', { count: rows.length })}
      columns={columns}
      rows={rows}
      rowKey={({ line }) => String(line)}
      total={rows.length}
    />
  );
}

/** Many signals of one form: template, a look through the file, and taking it whole. */
export function FileIntake({ spec }: { readonly spec: FormSpec }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [result, setResult] = useState<FileResult | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (given: File, take: boolean): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setResult(await sendFile<FileResult>(`/api/surveillance/forms/${spec.id}/file?take=${take}`, given, language));
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const isGood = result !== null && !result.taken && result.faults.length === 0 && result.rows.length > 0;
  return (
    <>
      <p>{t('file.lead')}</p>
      <p>
        <a href={`/api/surveillance/forms/${spec.id}/template?lang=${language}`}>{t('file.template')}</a>
      </p>
      <p className="sv-marks">
        <label>
          {t('file.choose')}{' '}
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={({ target }) => {
              const given = target.files?.[0] ?? null;
              setFile(given);
              setResult(null);
              if (given) void send(given, false);
            }}
          />
        </label>
        <Button type="primary" disabled={!isGood} loading={busy} onClick={() => file && void send(file, true)}>
          {t('file.take')}
        </Button>
      </p>
      {Boolean(error) && <ProblemNotice error={error} />}
      {result && (
        <p role="status">
          {result.taken
            ? t('file.taken', {
                fresh: result.rows.filter(({ isNew }) => isNew).length,
                known: result.rows.filter(({ isNew }) => !isNew).length,
              })
            : t(isGood ? 'file.good' : 'file.faulty', { rows: result.rows.length, faults: result.faults.length })}
        </p>
      )}
      {result && result.faults.length > 0 && <FileFaults faults={result.faults} nameOf={faultsOf(spec, language)} />}
      {result && result.rows.length > 0 && <Rows rows={result.rows} />}
    </>
  );
}
