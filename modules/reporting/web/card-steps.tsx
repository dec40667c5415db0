import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardDetail, CardStep } from '../contract.ts';

/** Steps that are taken with a word of why. */
const withReason = ['return', 'dismiss', 'delete'] as const;
type Reasoned = (typeof withReason)[number];

/** What may be done with a card as it stands: approve, return, dismiss, delete, supplement a death. */
export function CardSteps({ card }: { readonly card: CardDetail }) {
  const { t } = useTranslation('reporting');
  const { write, busy, error } = useWrite();
  const [reason, setReason] = useState('');
  const [died, setDied] = useState('');
  const may = (step: CardStep): boolean => card.steps.includes(step);
  const path = `/api/reporting/cards/${card.id}`;
  const { version } = card;
  const take = (step: Reasoned) =>
    step === 'return'
      ? write('POST', `${path}/review`, { outcome: 'return', reason: reason.trim(), version })
      : write('POST', `${path}/${step}`, { reason: reason.trim(), version });
  const reasoned = withReason.filter(may);
  return (
    <div className="sh-no-print">
      <div className="sh-row">
        {may('approve') && (
          <Button
            type="primary"
            loading={busy}
            onClick={() => void write('POST', `${path}/review`, { outcome: 'approve', version })}
          >
            {t('step.approve')}
          </Button>
        )}
        {reasoned.length > 0 && (
          <Input
            style={{ maxWidth: 280 }}
            aria-label={t('step.reason')}
            placeholder={t('step.reason')}
            value={reason}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
        {reasoned.map((step) => (
          <Button
            key={step}
            danger={step === 'delete'}
            disabled={busy || reason.trim().length < 2}
            title={t('step.reason')}
            onClick={() => void take(step)}
          >
            {t(`step.${step}`)}
          </Button>
        ))}
      </div>
      {may('death') && card.died === null && (
        <div className="sh-row reporting-after">
          <Input
            type="date"
            style={{ width: 160 }}
            aria-label={t('field.died')}
            value={died}
            onChange={({ target }) => setDied(target.value)}
          />
          <Button disabled={busy || died === ''} onClick={() => void write('POST', `${path}/death`, { died, version })}>
            {t('step.death')}
          </Button>
        </div>
      )}
      {Boolean(error) && <ProblemNotice error={error} />}
    </div>
  );
}
