import { formatDate, formatNumber, formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { SubmissionDetail } from '../contract.ts';
import { FileDrop } from './file-drop.tsx';
import { ReturnActions } from './return-actions.tsx';
import { ReturnChanges } from './return-changes.tsx';
import { ReturnErrors } from './return-errors.tsx';
import { StateMark } from './state-mark.tsx';
import { WorkProgress } from './work-progress.tsx';
import './returns.css';

function Summary({ detail: { checked, file, id, asOf, by, goodOnly, download } }: { readonly detail: SubmissionDetail }) {
  const { t } = useTranslation('returns');
  const language = useLanguage();
  const text = useText();
  const number = (value: number): string => formatNumber(value, 0, language);
  return (
    <>
      <dl className="returns-terms">
        <dt>{t('column.file')}</dt>
        <dd>
          {download ? (
            <a href={`/api/returns/submissions/${id}/file`} download>
              {file.name}
            </a>
          ) : (
            <span title={t('return.names-kept')}>{file.name}</span>
          )}{' '}
          <span className="sh-quiet">
            {number(file.size)} B {checked && [checked.format?.toUpperCase(), checked.encoding].filter(Boolean).join(' · ')}
          </span>
        </dd>
        <dt>{t('column.as-of')}</dt>
        <dd>{formatDate(asOf, language)}</dd>
        <dt>{t('column.by')}</dt>
        <dd>{by}</dd>
        <dt>{t('return.rows')}</dt>
        <dd>{t(goodOnly ? 'return.good-only' : 'return.all-or-nothing')}</dd>
      </dl>
      {checked && (
        <ul className="returns-counts">
          <li className={checked.errors > 0 ? 'returns-bad' : undefined}>
            {t('return.errors', { count: checked.errors, rows: checked.badRows })}
          </li>
          <li>{t('return.total', { count: checked.rows })}</li>
          <li>{`${t('action.created')} ${number(checked.created)}`}</li>
          <li>{`${t('action.changed')} ${number(checked.changed)}`}</li>
          <li>{`${t('action.retired')} ${number(checked.retired)}`}</li>
          <li>{`${t('action.unchanged')} ${number(checked.unchanged)}`}</li>
        </ul>
      )}
      {checked && checked.notices.length > 0 && (
        <ul className="sh-quiet">
          {checked.notices.map((notice) => (
            <li key={notice.zh}>{text(notice)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Correction({ detail }: { readonly detail: SubmissionDetail }) {
  const { t } = useTranslation('returns');
  const queries = useQueryClient();
  const [goodOnly, setGoodOnly] = useState(detail.goodOnly);
  return (
    <section className="returns-section">
      <h2>{t('return.correct')}</h2>
      <Checkbox checked={goodOnly} onChange={(event) => setGoodOnly(event.target.checked)}>
        {t('upload.good-only')}
      </Checkbox>
      <FileDrop
        path={`/api/returns/submissions/${detail.id}/file`}
        query={{ version: detail.version, state: detail.state, goodOnly }}
        onSent={() => void queries.invalidateQueries({ queryKey: ['api'] })}
      />
    </section>
  );
}

function History({ detail: { history } }: { readonly detail: SubmissionDetail }) {
  const { t } = useTranslation('returns');
  const language = useLanguage();
  return (
    <section className="returns-section">
      <h2>{t('return.history')}</h2>
      <ol className="returns-history">
        {history.map(({ version, at, by, action, to, note, file }) => (
          <li key={version}>
            <span>{formatTime(at, language)}</span> <strong>{t(`step.${action}`)}</strong> <StateMark state={to} />{' '}
            <span>{by}</span>
            {file && <span className="sh-quiet"> {file}</span>}
            {note && <blockquote>{note}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One return: how far it is, what is wrong first, what it would change, and what the reader may do with it. */
export default function ReturnPage() {
  const { t } = useTranslation('returns');
  const text = useText();
  const { id = '' } = useParams();
  const query = useApi<SubmissionDetail>(`/api/returns/submissions/${encodeURIComponent(id)}`);
  const { refetch } = query;
  const again = useCallback(() => void refetch(), [refetch]);
  return (
    <Loaded query={query} rows={10}>
      {(detail) => (
        <>
          <PageHead
            title={`${text(detail.areaName)} · ${detail.year} · ${t(`kind.${detail.kind}`)}`}
            lead={<StateMark state={detail.state} />}
          >
            <Link to="/returns">{t('status.title')}</Link>
          </PageHead>
          {detail.state === 'returned' && detail.history.find(({ action }) => action === 'return')?.note && (
            <p className="returns-note">
              {t('return.returned-note')} {detail.history.find(({ action }) => action === 'return')?.note}
            </p>
          )}
          <ReturnActions detail={detail} />
          <WorkProgress work={detail.work} refetch={again} />
          <Summary detail={detail} />
          {detail.checked && detail.checked.errors > 0 && <ReturnErrors id={detail.id} version={detail.version} />}
          {detail.may.includes('correct') && <Correction key={detail.version} detail={detail} />}
          {detail.checked && <ReturnChanges id={detail.id} applied={detail.acceptedAt !== null} />}
          <History detail={detail} />
        </>
      )}
    </Loaded>
  );
}
