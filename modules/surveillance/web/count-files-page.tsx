import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatDate, formatNumber, formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CountFile, CountFileList, CountFileResult } from '../contract.ts';
import { FileFaults } from './file-faults.tsx';
import { sendFile } from './send-file.ts';
import { seriesLink } from './series-link.ts';
import './surveillance.css';

type Group = CountFileResult['groups'][number];

function Groups({ groups }: { readonly groups: readonly Group[] }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const columns: Column<Group>[] = [
    {
      key: 'subject',
      title: t('series.subject'),
      rowHeader: true,
      render: (one) => (
        <Link to={seriesLink({ ...one, until: one.to })}>
          {one.areaName[language]} · {one.subjectName[language]}
        </Link>
      ),
    },
    { key: 'channel', title: t('series.channel'), render: ({ channel }) => t(`channel.${channel}`) },
    { key: 'rows', title: t('counts.rows'), numeric: true, render: ({ rows }) => formatNumber(rows, 0, language) },
    { key: 'total', title: t('counts.total'), numeric: true, render: ({ total }) => formatNumber(total, 0, language) },
    {
      key: 'span',
      title: t('counts.span'),
      rank: 2,
      render: ({ from, to }) => `${formatDate(from, language)} – ${formatDate(to, language)}`,
    },
  ];
  return (
    <DataTable
      id="surveillance.count-groups"
      caption={t('counts.groups')}
      columns={columns}
      rows={groups}
      rowKey={({ channel, subject, area }) => `${channel} ${subject} ${area}`}
      total={groups.length}
    />
  );
}

/** Choosing a file, what is wrong with it, and taking it whole. */
function Take({ onTaken }: { readonly onTaken: () => void }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [result, setResult] = useState<CountFileResult | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (given: File, take: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const query = new URLSearchParams({ take: String(take), name: given.name.slice(0, 200) });
      setResult(await sendFile<CountFileResult>(`/api/surveillance/counts/files?${query}`, given, language));
      if (take) onTaken();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const isGood = result !== null && !result.taken && result.faulty === 0 && result.rows > 0;
  const { rows = 0, faulty = 0, faults = [] } = result ?? {};
  return (
    <section className="sv-section">
      <p>
        <a href={`/api/surveillance/counts/template?lang=${language}`}>{t('counts.template')}</a>
      </p>
      <p className="sv-marks">
        <label>
          {t('counts.choose')}{' '}
          <input
            type="file"
            accept=".csv,.txt,text/csv"
            onChange={({ target }) => {
              const given = target.files?.[0] ?? null;
              setFile(given);
              setResult(null);
              if (given) void send(given, false);
            }}
          />
        </label>
        <Button type="primary" disabled={!isGood} loading={busy} onClick={() => file && void send(file, true)}>
          {t('counts.take')}
        </Button>
      </p>
      {error !== null && <ProblemNotice error={error} />}
      {result && (
        <p role="status">
          {result.taken
            ? t('counts.taken', { rows })
            : isGood
              ? t('counts.good', { rows })
              : t('counts.faulty', {
                  faults: faulty,
                  shown: faulty > faults.length ? t('counts.shown', { count: faults.length }) : '',
                })}
        </p>
      )}
      {faults.length > 0 && <FileFaults faults={faults} />}
      {result && faulty === 0 && <Groups groups={result.groups} />}
    </section>
  );
}

/** Historic counts in bulk: looked through, taken whole, undone whole. */
export default function CountFilesPage() {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const mayTake = useMay('surveillance.triage');
  const files = useApi<CountFileList>('/api/surveillance/counts/files');
  const { write, error, busy } = useWrite();
  const columns: Column<CountFile>[] = [
    { key: 'name', title: t('counts.name'), rowHeader: true, render: ({ name }) => name },
    { key: 'rows', title: t('counts.rows'), numeric: true, render: ({ rows }) => formatNumber(rows, 0, language) },
    {
      key: 'span',
      title: t('counts.span'),
      rank: 2,
      render: ({ from, to }) => `${formatDate(from, language)} – ${formatDate(to, language)}`,
    },
    { key: 'at', title: t('counts.at'), keep: true, rank: 2, render: ({ at, by }) => `${by ?? ''} ${formatTime(at, language)}` },
    {
      key: 'state',
      title: t('settings.state'),
      render: ({ id, rows, name, undoneAt, undoneBy, mayUndo }) =>
        undoneAt ? (
          t('counts.undone', { by: undoneBy ?? '', at: formatTime(undoneAt, language) })
        ) : mayUndo ? (
          <Popconfirm
            title={t('counts.undo-ask', { rows })}
            okText={t('counts.undo')}
            cancelText={t('cancel')}
            onConfirm={() => void write('POST', `/api/surveillance/counts/files/${id}/undo`)}
          >
            <Button size="small" loading={busy} aria-label={`${t('counts.undo')} ${name}`}>
              {t('counts.undo')}
            </Button>
          </Popconfirm>
        ) : (
          t('counts.in-use')
        ),
    },
  ];
  return (
    <>
      <PageHead title={t('counts.title')} lead={t('counts.lead')}>
        <Link className="sh-no-print" to="/surveillance/series">
          {t('series.title')}
        </Link>
      </PageHead>
      {mayTake && <Take onTaken={() => void files.refetch()} />}
      {error !== null && <ProblemNotice error={error} />}
      <DataTable
        id="surveillance.count-files"
        caption={t('counts.files')}
        columns={columns}
        rows={files.data?.items}
        rowKey={({ id }) => id}
        total={files.data?.items.length}
        error={files.error}
        onRetry={() => void files.refetch()}
        empty={t('counts.none')}
      />
    </>
  );
}
