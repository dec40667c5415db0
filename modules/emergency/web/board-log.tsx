import { useLanguage, useText } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '../contract.ts';
import { sayMoment } from './when.ts';

/** Who did what, when: the newest first. It can only be added to. */
export function BoardLog({ board: { event, log, mayReport } }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const text = useText();
  const { busy, post } = usePost();
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
          <li key={one.n}>
            <span className="sh-quiet">
              {sayMoment(one.at, language)} · {one.by ?? t('log.system')}
            </span>
            <strong>{t(`log-kind.${one.kind}`)}</strong> {one.text && text(one.text)}
          </li>
        ))}
      </ol>
    </section>
  );
}
