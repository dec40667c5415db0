import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardDetail } from '../contract.ts';
import { CardFieldBoxes } from './card-fields.tsx';
import { type CardValues, fieldsOf, valuesOf } from './card-values.ts';
import { RestoredNotice } from './restored-notice.tsx';
import { useCardForm } from './use-card-form.ts';
import { useTyped } from './use-typed.ts';

/** What a card says, to be filled in and reported while it is a draft or was returned, and to be corrected with a reason afterwards. */
export function CardEditor({ card }: { readonly card: CardDetail }) {
  const { t } = useTranslation('reporting');
  const [values, setValues] = useState(() => valuesOf(card.fields));
  const [reason, setReason] = useState('');
  const { send, busy, error, errors } = useCardForm(fieldsOf(values, card.fields));
  const isOpen = card.steps.includes('report') || card.steps.includes('correct');
  const typed = useTyped(card.id, card.version, isOpen, (said) => setValues((before) => ({ ...before, ...said }) as CardValues));
  const change = (next: CardValues): void => {
    setValues(next);
    typed.keep(next);
  };
  const discard = (): void => {
    typed.discard();
    setValues(valuesOf(card.fields));
  };
  const mayReport = card.steps.includes('report');
  const mayCorrect = card.steps.includes('correct');
  const path = `/api/reporting/cards/${card.id}`;
  const { version } = card;
  const fill = (report: boolean) => send('PUT', path, { fields: fieldsOf(values, card.fields), report, version });
  const correct = () =>
    send('POST', `${path}/correct`, { fields: fieldsOf(values, card.fields), reason: reason.trim(), version });
  return (
    <Form
      layout="vertical"
      aria-label={t('cards.one')}
      onFinish={() => {
        typed.stop();
        void (mayReport ? fill(true) : correct());
      }}
    >
      <RestoredNotice at={typed.restored} onDiscard={discard} />
      <CardFieldBoxes values={values} errors={errors} disabled={!mayReport && !mayCorrect} onChange={change} />
      {Boolean(error) && <ProblemNotice error={error} />}
      {mayReport && (
        <div className="sh-row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('form.report')}
          </Button>
          <Button
            disabled={busy}
            onClick={() => {
              typed.stop();
              void fill(false);
            }}
          >
            {t('form.keep')}
          </Button>
        </div>
      )}
      {mayCorrect && (
        <>
          <Form.Item label={t('form.correct-reason')} htmlFor="reporting-reason">
            <Input id="reporting-reason" value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
          </Form.Item>
          <Button htmlType="submit" loading={busy} disabled={reason.trim().length < 2}>
            {t('form.correct')}
          </Button>
        </>
      )}
    </Form>
  );
}
