import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Conversion, ConversionStep } from '../contract.ts';
import { Moment } from './marks.tsx';

const stepStatus = { waiting: 'unknown', running: 'on-track', done: 'met' } as const;

interface StepProps {
  readonly conversion: Conversion;
  readonly step: ConversionStep;
  readonly mayReport: boolean;
}

function Step({ conversion, step, mayReport }: StepProps) {
  const { t } = useTranslation('surge');
  const { post, busy } = usePost();
  const name = t(`step.${step.kind}`);
  const move = (to: ConversionStep['state']) => (
    <Button
      size="small"
      disabled={busy}
      type={to === 'waiting' ? 'text' : 'default'}
      aria-label={`${name}: ${t(`move.${to}`)}`}
      onClick={() => void post(`/api/surge/conversions/${conversion.id}/steps/${step.kind}`, { to })}
    >
      {t(`move.${to}`)}
    </Button>
  );
  return (
    <li>
      <StatusMark status={stepStatus[step.state]} said={`${name} · ${t(`step-state.${step.state}`)}`} />
      <span className="sh-quiet">
        {t('step.planned', { hours: step.hours, people: step.people })}
        {step.doneAt ? ' · ' : ''}
        <Moment at={step.doneAt} />
        {step.doneBy && ` ${step.doneBy}`}
      </span>
      {mayReport && (
        <span className="sh-row sh-no-print">
          {step.state === 'waiting' && step.open && move('running')}
          {step.state === 'running' && step.open && move('done')}
          {step.state !== 'waiting' && move('waiting')}
        </span>
      )}
    </li>
  );
}

/** The steps of a conversion, each with what may be done with it now. */
export function WardSteps({ conversion, mayReport }: { readonly conversion: Conversion; readonly mayReport: boolean }) {
  const { t } = useTranslation('surge');
  return (
    <>
      <p className="sh-quiet">
        {conversion.hours === null
          ? t('steps.planned', { planned: conversion.plannedHours })
          : t('steps.since', { hours: conversion.hours, planned: conversion.plannedHours })}
        {conversion.expectedAt && ` · ${t('conversions.expected')} `}
        <Moment at={conversion.expectedAt} />
      </p>
      <ol className="su-steps">
        {conversion.steps.map((step) => (
          <Step key={step.kind} conversion={conversion} step={step} mayReport={mayReport && conversion.orderedAt !== null} />
        ))}
      </ol>
    </>
  );
}
