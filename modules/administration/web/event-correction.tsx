import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventDetail } from '../contract.ts';
import { useDraft } from './use-draft.ts';
import type { Settle } from './use-settle.tsx';

/** What was typed, read: the value, or why it is no JSON. */
function read(text: string): { readonly value: unknown; readonly why: string | null } {
  try {
    return { value: JSON.parse(text) as unknown, why: null };
  } catch (error) {
    return { value: null, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Puts another payload in place of the wrong one; what was typed survives a reload until it is saved. */
export function EventCorrection({ event, settle }: { readonly event: EventDetail; readonly settle: Settle }) {
  const { t } = useTranslation('administration');
  const now = JSON.stringify(event.isCorrected ? event.corrected : event.payload, null, 2);
  const [draft, setDraft] = useDraft(`songhua.administration.${event.id}.${event.corrections}`);
  const [reason, setReason] = useState('');
  const text = draft || now;
  const { value, why } = read(text);
  const same = why === null && JSON.stringify(value) === JSON.stringify(JSON.parse(now));
  const ready = why === null && !same && reason.trim().length >= 2;
  const failed = event.deliveries.filter(({ state }) => state === 'dead' || state === 'retry');

  const save = async (retries: boolean): Promise<void> => {
    if (!ready || !(await settle.correct(event.id, value, reason.trim(), event.corrections))) return;
    setDraft('');
    if (!retries) return;
    for (const { handler } of failed) await settle.retry(event.id, handler);
  };
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    void save(failed.length > 0);
  };
  return (
    <details className="administration-section" open={draft !== '' || undefined}>
      <summary>{t('act.correct')}</summary>
      <form onSubmit={submit} aria-label={t('act.correct')}>
        <p className="sh-quiet">{t('act.correct-hint')}</p>
        <label htmlFor="correction-payload" className="administration-label">
          {t('act.correct-json')}
        </label>
        <Input.TextArea
          id="correction-payload"
          className="administration-json"
          autoSize={{ minRows: 4, maxRows: 16 }}
          status={why === null ? '' : 'error'}
          spellCheck={false}
          value={text}
          onChange={(change) => setDraft(change.target.value === now ? '' : change.target.value)}
        />
        {why !== null && <Alert type="error" showIcon role="alert" title={t('act.correct-not-json', { why })} />}
        <label htmlFor="correction-reason" className="administration-label">
          {t('act.reason')} <span className="sh-quiet">{t('act.reason-short')}</span>
        </label>
        <Input id="correction-reason" maxLength={500} value={reason} onChange={(change) => setReason(change.target.value)} />
        <div className="sh-row administration-buttons">
          {failed.length > 0 && (
            <Button type="primary" htmlType="submit" disabled={!ready} loading={settle.busy}>
              {t('act.correct-retry')}
            </Button>
          )}
          <Button disabled={!ready} onClick={() => void save(false)}>
            {t('act.correct-go')}
          </Button>
          {same && <span className="sh-quiet">{t('act.correct-same')}</span>}
        </div>
      </form>
    </details>
  );
}
