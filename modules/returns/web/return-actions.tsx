import { ApiProblem } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubmissionDetail } from '../contract.ts';
import { useStep } from './use-step.ts';

type Asking = 'withdraw' | 'return' | 'accept' | 'undo';

/** The steps a reader may take now; those that others must read the reason of ask for it. */
export function ReturnActions({ detail }: { readonly detail: SubmissionDetail }) {
  const { t } = useTranslation('returns');
  const step = useStep(detail);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [note, setNote] = useState('');
  const [force, setForce] = useState(false);
  const may = (name: SubmissionDetail['may'][number]): boolean => detail.may.includes(name);
  const needsNote = asking === 'return' || asking === 'undo';
  const mayForce =
    step.error instanceof ApiProblem && ['returns.changed-since', 'returns.still-needed'].includes(step.error.code);
  const close = () => {
    setAsking(null);
    setNote('');
    setForce(false);
    step.reset();
  };
  const go = () => {
    if (!asking) return;
    const said = note.trim();
    const more = asking === 'undo' ? { reason: said, force } : said === '' ? {} : { note: said };
    step.mutate({ step: asking, more }, { onSuccess: close });
  };
  const button = (name: Asking, primary = false) =>
    may(name) && (
      <Button type={primary ? 'primary' : 'default'} danger={name === 'undo'} onClick={() => setAsking(name)}>
        {t(`act.${name}`)}
      </Button>
    );
  return (
    <>
      <div className="sh-row returns-actions">
        {may('submit') && (
          <Button type="primary" disabled={step.isPending} onClick={() => step.mutate({ step: 'submit' })}>
            {t('act.submit')}
          </Button>
        )}
        {button('accept', true)}
        {button('return')}
        {button('withdraw')}
        {may('withdraw') && detail.work !== null && (
          <Button disabled={step.isPending} onClick={() => step.mutate({ step: 'check' })}>
            {t('act.check')}
          </Button>
        )}
        {button('undo')}
      </div>
      {!asking && step.error && <ProblemNotice error={step.error} />}
      <Modal
        open={asking !== null}
        title={asking ? t(`act.${asking}-title`) : ''}
        okText={asking ? t(`act.${asking}`) : ''}
        cancelText={t('act.cancel')}
        okButtonProps={{ disabled: needsNote && note.trim().length < 2, loading: step.isPending, danger: asking === 'undo' }}
        mask={{ closable: false }}
        onCancel={close}
        onOk={go}
        destroyOnHidden
      >
        {asking && <p className="sh-quiet">{t(`act.${asking}-hint`)}</p>}
        <label htmlFor="returns-note">{t(needsNote ? 'act.note-needed' : 'act.note')}</label>
        <Input.TextArea
          id="returns-note"
          autoFocus
          rows={3}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {step.error && <ProblemNotice error={step.error} />}
        {mayForce && (
          <Checkbox checked={force} onChange={(event) => setForce(event.target.checked)}>
            {t('act.force')}
          </Checkbox>
        )}
      </Modal>
    </>
  );
}
