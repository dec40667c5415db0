import { request } from '@songhua/ui/api.ts';
import { formatNumber } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select } from 'antd';
import { type DragEvent, type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRow, PlanSummary } from '../contract.ts';
import { readTextFile } from './read-text-file.ts';
import { useDraft } from './use-draft.ts';

/** Adds the plan's text from a file or by pasting. What was typed is kept until it is added. */
export function DocumentAdd() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const known = useApi<{ items: PlanSummary[] }>('/api/plan/plans');
  const plans = known.data?.items ?? [];
  const [plan, setPlan] = useState<string>();
  const [text, setText] = useDraft('songhua.plan.document');
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [wrong, setWrong] = useState<'not-text' | 'empty-file' | null>(null);
  const [name, setName] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const chosen = plans.find((one) => one.id === plan) ?? plans[0];

  const take = async (files: FileList | null) => {
    const first = files?.[0];
    if (!first) return;
    const read = await readTextFile(first);
    setError(null);
    // What was chosen last is what is said: a message about an earlier file does not stay.
    setWrong(read === null ? 'not-text' : read.trim() === '' ? 'empty-file' : null);
    setName(first.name);
    if (read !== null && read.trim() !== '') setText(read);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) return;
    setBusy(true);
    setError(null);
    try {
      const row = await request<DocumentRow>('/api/plan/documents', {
        method: 'POST',
        body: { plan: chosen.id, text },
        language,
      });
      setText('');
      void message.success(t('documents.added', { found: row.found, wanted: row.wanted }));
      // Nobody waits for the rest of the page to be read again.
      void queries.invalidateQueries({ queryKey: ['api'] });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="plan-section"
      onSubmit={(event) => void submit(event)}
      aria-label={t('documents.add')}
      aria-busy={known.isLoading}
    >
      <h2>{t('documents.add')}</h2>
      {plans.length > 1 && (
        <Select
          aria-label={t('documents.plan')}
          value={chosen?.id ?? null}
          onChange={(id: string) => setPlan(id)}
          options={plans.map((one) => ({ value: one.id, label: one.title[language] }))}
        />
      )}
      {chosen && (
        <p className="sh-quiet">
          {t('documents.for', { title: chosen.document.title[language], number: chosen.document.number })}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same */}
      <div
        className="plan-drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={file}
          type="file"
          accept=".txt,.md,text/plain"
          hidden
          onChange={(event) => {
            void take(event.target.files);
            // So that the same file, mended, can be chosen again.
            event.target.value = '';
          }}
        />
        <Button onClick={() => file.current?.click()}>{t('documents.choose')}</Button>{' '}
        <span className="sh-quiet">{t('documents.drop')}</span>
      </div>
      {wrong && <Alert type="error" showIcon role="alert" title={t(`documents.${wrong}`, { name })} />}
      <label htmlFor="document-text" style={{ display: 'block', margin: '12px 0 4px' }}>
        {t('documents.paste')}
      </label>
      <Input.TextArea
        id="document-text"
        rows={6}
        value={text}
        readOnly={busy}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="sh-row" style={{ margin: '8px 0' }}>
        <Button type="primary" htmlType="submit" disabled={text.trim() === '' || !chosen || busy}>
          {t('documents.go')}
        </Button>
        {text && (
          <span className="sh-quiet">{t('documents.length', { characters: formatNumber(text.length, 0, language) })}</span>
        )}
      </div>
      {error !== null && <ProblemNotice error={error} />}
    </form>
  );
}
