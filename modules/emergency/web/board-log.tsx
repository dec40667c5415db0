import { useApi } from '@songhua/ui/query.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, LogPage } from '../contract.ts';
import { sayMoment } from './when.ts';

function Line({ line: { at, by, kind, text: said } }: { readonly line: Board['log'][number] }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const text = useText();
  return (
    <li>
      <span className="sh-quiet">
        {sayMoment(at, language)} · {by ?? t('log.system')}
      </span>
      <strong>{t(`log-kind.${kind}`)}</strong> {said && text(said)}
    </li>
  );
}

/** The lines before those on the board, a page at a time; each page brings the button for the next. */
function Older({ event, before }: { readonly event: string; readonly before: number }) {
  const { t } = useTranslation('emergency');
  const [asked, setAsked] = useState(false);
  const page = useApi<LogPage>(asked ? `/api/emergency/events/${event}/log` : null, { before });
  const lines = page.data?.items;
  if (!lines)
    return (
      <Button size="small" className="sh-no-print" loading={page.isFetching} onClick={() => setAsked(true)}>
        {t('log.older')}
      </Button>
    );
  const first = lines[0]?.n ?? 1;
  return (
    <>
      <ol className="em-log" reversed>
        {lines.toReversed().map((one) => (
          <Line key={one.n} line={one} />
        ))}
      </ol>
      {first > 1 ? <Older event={event} before={first} /> : <p className="sh-quiet">{t('log.all')}</p>}
    </>
  );
}

/** Who did what, when: the newest first. It can only be added to. */
export function BoardLog({ board: { event, log, mayReport } }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const { busy, post } = usePost();
  const first = log[0]?.n ?? 1;
  const [line, setLine] = useState('');
  return (
    <section className="em-section" aria-labelledby="em-log">
      <h2 id="em-log">{t('log.title')}</h2>
      {mayReport && (
        <form
          className="em-log-form sh-no-print"
          onSubmit={async (submitted) => {
            submitted.preventDefault();
            if (await post(`/api/emergency/events/${event.id}/log`, { text: line })) setLine('');
          }}
        >
          <Input
            aria-label={t('log.add')}
            placeholder={t('log.add')}
            maxLength={2000}
            value={line}
            onChange={({ target }) => setLine(target.value)}
          />
          <Button htmlType="submit" disabled={busy || !line.trim()}>
            {t('log.write')}
          </Button>
        </form>
      )}
      <ol className="em-log" reversed aria-live="polite">
        {log.toReversed().map((one) => (
          <Line key={one.n} line={one} />
        ))}
      </ol>
      {first > 1 && <Older key={first} event={event.id} before={first} />}
    </section>
  );
}
